<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>Masklet</name>
  <message>
   <source> MB</source>
   <translation> MB</translation>
  </message>
  <message>
   <source> frames on both sides</source>
   <translation> Bilder auf beiden Seiten</translation>
  </message>
  <message>
   <source> px</source>
   <translation> px</translation>
  </message>
  <message>
   <source> px inside the edge</source>
   <translation> px innerhalb der Kante</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <source>&amp;Go</source>
   <translation>&amp;Gehe zu</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Masklet</source>
   <translation>&amp;Masklet</translation>
  </message>
  <message>
   <source>&amp;Track</source>
   <translation>&amp;Verfolgen</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>, and {count} more do</source>
   <translation>, und {count} weitere auch</translation>
  </message>
  <message>
   <source>, {time} left</source>
   <translation>, noch {time}</translation>
  </message>
  <message>
   <source>-1 is black and white, 1 is twice the colour.</source>
   <translation>-1 ist schwarz-weiß, 1 ist doppelte Farbe.</translation>
  </message>
  <message>
   <source>-1 is blue, 1 is orange.</source>
   <translation>-1 ist blau, 1 ist orange.</translation>
  </message>
  <message>
   <source>-1 is green, 1 is magenta.</source>
   <translation>-1 ist grün, 1 ist magenta.</translation>
  </message>
  <message>
   <source>. Checking each of them…</source>
   <translation>. Jedes Bild wird geprüft…</translation>
  </message>
  <message>
   <source>0: the same edge everywhere; 1: as soft as the model is unsure</source>
   <translation>0: überall die gleiche Kante; 1: so weich, wie das Modell unsicher ist</translation>
  </message>
  <message>
   <source>10 frames back</source>
   <translation>10 Bilder zurück</translation>
  </message>
  <message>
   <source>10 frames on</source>
   <translation>10 Bilder vor</translation>
  </message>
  <message>
   <source>32-bit float</source>
   <translation>32-Bit-Gleitkomma</translation>
  </message>
  <message>
   <source>3D LUT</source>
   <translation>3D-LUT</translation>
  </message>
  <message>
   <source>&lt;br&gt;Could not be loaded: {plugin} ({reason})</source>
   <translation>&lt;br&gt;Konnte nicht geladen werden: {plugin} ({reason})</translation>
  </message>
  <message>
   <source>&lt;h3&gt;Masklet {version}&lt;/h3&gt;Click on an object, get a matte that can be delivered.</source>
   <translation>&lt;h3&gt;Masklet {version}&lt;/h3&gt;Auf ein Objekt klicken, eine lieferbare Matte bekommen.</translation>
  </message>
  <message>
   <source>A .cube file with a 3D table.</source>
   <translation>Eine .cube-Datei mit einer 3D-Tabelle.</translation>
  </message>
  <message>
   <source>A clone of the object at another place, size or angle.</source>
   <translation>Ein Abbild des Objekts an anderer Stelle, in anderer Größe oder Drehung.</translation>
  </message>
  <message>
   <source>A colour, a checkerboard, a picture or a clip; around the object it is a new background.</source>
   <translation>Farbe, Schachbrett, Bild oder Clip; um das Objekt herum ist es ein neuer Hintergrund.</translation>
  </message>
  <message>
   <source>A cone of light, or the object's own.</source>
   <translation>Ein Lichtkegel, oder einer in der Form des Objekts.</translation>
  </message>
  <message>
   <source>A face, a heart, a star or a picture of your own that follows the object.</source>
   <translation>Ein Gesicht, ein Herz, ein Stern oder ein eigenes Bild, das dem Objekt folgt.</translation>
  </message>
  <message>
   <source>A folder of 16-bit images with alpha, for programs that do not read EXR.</source>
   <translation>Ein Ordner mit 16-Bit-Bildern mit Alpha, für Programme ohne EXR.</translation>
  </message>
  <message>
   <source>A folder of images in linear light, with a named layer for each masklet and Cryptomatte.</source>
   <translation>Ein Ordner mit Bildern in linearem Licht, mit benannter Ebene je Masklet und Cryptomatte.</translation>
  </message>
  <message>
   <source>A folder of images with straight alpha, numbered as the source's frames; 16 bits where the source has more than 8.</source>
   <translation>Ein Ordner mit Bildern mit geradem Alpha, nummeriert wie die Quelle; 16 Bit, wo die Quelle mehr als 8 hat.</translation>
  </message>
  <message>
   <source>A layer for each masklet</source>
   <translation>Eine Ebene je Masklet</translation>
  </message>
  <message>
   <source>A line along the object's edge.</source>
   <translation>Eine Linie entlang der Objektkante.</translation>
  </message>
  <message>
   <source>A little better and slower than tiny</source>
   <translation>Etwas besser und langsamer als tiny</translation>
  </message>
  <message>
   <source>A look from a .cube file.</source>
   <translation>Ein Look aus einer .cube-Datei.</translation>
  </message>
  <message>
   <source>A looping picture of 256 colours a frame, whose alpha is on or off, for messages and web pages.</source>
   <translation>Ein Bild in Schleife mit 256 Farben je Bild, Alpha nur an oder aus, für Nachrichten und Webseiten.</translation>
  </message>
  <message>
   <source>A looping picture with every value as it is, with alpha.</source>
   <translation>Ein Bild in Schleife mit jedem Wert, wie er ist, mit Alpha.</translation>
  </message>
  <message>
   <source>A looping picture with soft alpha in a small file.</source>
   <translation>Ein Bild in Schleife mit weichem Alpha in kleiner Datei.</translation>
  </message>
  <message>
   <source>A page with pictures of the frames that need eyes</source>
   <translation>Eine Seite mit Bildern der Frames, die man ansehen sollte</translation>
  </message>
  <message>
   <source>A plugin is a program: it can do all that you can do on this computer. Allow only what you wrote or trust. A file that changes asks again.</source>
   <translation>Ein Plugin ist ein Programm: Es kann alles, was Sie auf diesem Rechner können. Nur erlauben, was Sie schrieben oder wem Sie trauen. Eine geänderte Datei fragt neu.</translation>
  </message>
  <message>
   <source>A shape is part of a masklet's matte, and no masklet is selected.</source>
   <translation>Eine Form gehört zur Matte eines Masklets, und es ist keines ausgewählt.</translation>
  </message>
  <message>
   <source>A timeline for the editing program: the clip, and the export on the track above it</source>
   <translation>Eine Timeline für das Schnittprogramm: der Clip, und der Export auf der Spur darüber</translation>
  </message>
  <message>
   <source>A title between the object and its background; it can scroll or grow.</source>
   <translation>Ein Titel zwischen Objekt und Hintergrund; er kann rollen oder wachsen.</translation>
  </message>
  <message>
   <source>A trail of where the object was, behind it.</source>
   <translation>Eine Spur hinter dem Objekt, wo es war.</translation>
  </message>
  <message>
   <source>A wash of colour and an outline.</source>
   <translation>Ein Farbschleier und eine Kontur.</translation>
  </message>
  <message>
   <source>About Masklet</source>
   <translation>Über Masklet</translation>
  </message>
  <message>
   <source>Actions</source>
   <translation>Aktionen</translation>
  </message>
  <message>
   <source>Actions and their keys</source>
   <translation>Aktionen und ihre Tasten</translation>
  </message>
  <message>
   <source>Add a point</source>
   <translation>Punkt einfügen</translation>
  </message>
  <message>
   <source>Add cut</source>
   <translation>Schnitt setzen</translation>
  </message>
  <message>
   <source>Add effect</source>
   <translation>Effekt hinzufügen</translation>
  </message>
  <message>
   <source>Add masklet</source>
   <translation>Masklet hinzufügen</translation>
  </message>
  <message>
   <source>Add masklet (Ctrl+N)</source>
   <translation>Masklet hinzufügen (Strg+N)</translation>
  </message>
  <message>
   <source>Add to queue</source>
   <translation>In die Warteschlange</translation>
  </message>
  <message>
   <source>Add to the object</source>
   <translation>Zum Objekt hinzunehmen</translation>
  </message>
  <message>
   <source>Add {title}</source>
   <translation>{title} hinzufügen</translation>
  </message>
  <message>
   <source>After Effects masks</source>
   <translation>After-Effects-Masken</translation>
  </message>
  <message>
   <source>All keys in one list, to be read and changed</source>
   <translation>Alle Tasten in einer Liste, zum Lesen und Ändern</translation>
  </message>
  <message>
   <source>All tracks as they are</source>
   <translation>Alle Tonspuren, wie sie sind</translation>
  </message>
  <message>
   <source>Allow</source>
   <translation>Erlauben</translation>
  </message>
  <message>
   <source>Allow a window</source>
   <translation>Fenster erlauben</translation>
  </message>
  <message>
   <source>Alpha</source>
   <translation>Alpha</translation>
  </message>
  <message>
   <source>Alt+click, right click</source>
   <translation>Alt+Klick, Rechtsklick</translation>
  </message>
  <message>
   <source>Amount</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>An image, or a clip that plays along.</source>
   <translation>Ein Bild, oder ein Clip, der mitläuft.</translation>
  </message>
  <message>
   <source>Animated PNG</source>
   <translation>Animiertes PNG</translation>
  </message>
  <message>
   <source>Animated WebP</source>
   <translation>Animiertes WebP</translation>
  </message>
  <message>
   <source>Answer the same prompts with another model and mark where the two differ; locked frames stay</source>
   <translation>Dieselben Prompts mit einem anderen Modell beantworten und markieren, wo sich beide unterscheiden; gesperrte Frames bleiben</translation>
  </message>
  <message>
   <source>Apple graphics</source>
   <translation>Apple-Grafik</translation>
  </message>
  <message>
   <source>Apply earlier</source>
   <translation>Früher anwenden</translation>
  </message>
  <message>
   <source>Apply later</source>
   <translation>Später anwenden</translation>
  </message>
  <message>
   <source>Approve the masks from in to out point</source>
   <translation>Die Masken von In- bis Out-Punkt freigeben</translation>
  </message>
  <message>
   <source>Approve this frame: nothing changes it until unlocked</source>
   <translation>Dieses Bild freigeben: Nichts ändert es, bis es entsperrt wird</translation>
  </message>
  <message>
   <source>Around the object</source>
   <translation>Um das Objekt</translation>
  </message>
  <message>
   <source>Around the object.</source>
   <translation>Um das Objekt.</translation>
  </message>
  <message>
   <source>As ProRes 4444 with about half as much data again, for material that is graded hard.</source>
   <translation>Wie ProRes 4444 mit etwa halb so viel mehr Daten, für stark gegradetes Material.</translation>
  </message>
  <message>
   <source>As a track all of them are taken and locked: nothing changes them. As prompts the first mask of each object is taken, to be tracked from.</source>
   <translation>Als Spur werden alle übernommen und gesperrt: nichts ändert sie. Als Vorgaben wird die erste Maske jedes Objekts übernommen, um von ihr aus zu verfolgen.</translation>
  </message>
  <message>
   <source>As opened</source>
   <translation>Wie geöffnet</translation>
  </message>
  <message>
   <source>As the clips</source>
   <translation>Wie die Clips</translation>
  </message>
  <message>
   <source>As the source</source>
   <translation>Wie die Quelle</translation>
  </message>
  <message>
   <source>As the source's frames</source>
   <translation>Wie die Bilder der Quelle</translation>
  </message>
  <message>
   <source>Ask again later</source>
   <translation>Später fragen</translation>
  </message>
  <message>
   <source>Assign</source>
   <translation>Zuweisen</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Backdrop</source>
   <translation>Hintergrund</translation>
  </message>
  <message>
   <source>Balance</source>
   <translation>Balance</translation>
  </message>
  <message>
   <source>Before and after</source>
   <translation>Davor und danach</translation>
  </message>
  <message>
   <source>Begin another object</source>
   <translation>Ein weiteres Objekt beginnen</translation>
  </message>
  <message>
   <source>Begin no job, and hold the running one</source>
   <translation>Keinen Auftrag beginnen und den laufenden anhalten</translation>
  </message>
  <message>
   <source>Below 0 shrinks</source>
   <translation>Unter 0 schrumpft</translation>
  </message>
  <message>
   <source>Between</source>
   <translation>Dazwischen</translation>
  </message>
  <message>
   <source>Between line and edge.</source>
   <translation>Zwischen Linie und Kante.</translation>
  </message>
  <message>
   <source>Between object and lines.</source>
   <translation>Zwischen Objekt und Linien.</translation>
  </message>
  <message>
   <source>Black</source>
   <translation>Schwarz</translation>
  </message>
  <message>
   <source>Blend</source>
   <translation>Überblenden</translation>
  </message>
  <message>
   <source>Blue</source>
   <translation>Blau</translation>
  </message>
  <message>
   <source>Blur</source>
   <translation>Weichzeichnen</translation>
  </message>
  <message>
   <source>Border fix</source>
   <translation>Bildrand ausbessern</translation>
  </message>
  <message>
   <source>Box</source>
   <translation>Rahmen</translation>
  </message>
  <message>
   <source>Brightness</source>
   <translation>Helligkeit</translation>
  </message>
  <message>
   <source>Brush</source>
   <translation>Pinsel</translation>
  </message>
  <message>
   <source>Burst lines</source>
   <translation>Strahlenlinien</translation>
  </message>
  <message>
   <source>By the picture's colours. Fast: guided filter. Fine: closed-form or KNN matting, for hair and fur; takes seconds a frame</source>
   <translation>Nach den Farben des Bildes. Schnell: Guided Filter. Fein: Closed-Form- oder KNN-Matting, für Haare und Fell; braucht Sekunden je Bild</translation>
  </message>
  <message>
   <source>COCO or SA-V (*.json)</source>
   <translation>COCO oder SA-V (*.json)</translation>
  </message>
  <message>
   <source>COCO, run lengths</source>
   <translation>COCO, Lauflängen</translation>
  </message>
  <message>
   <source>Calms an edge that boils, along the motion of the picture</source>
   <translation>Beruhigt eine flimmernde Kante, entlang der Bewegung im Bild</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>Abgebrochen</translation>
  </message>
  <message>
   <source>Cancelled. Nothing was written.</source>
   <translation>Abgebrochen. Nichts wurde geschrieben.</translation>
  </message>
  <message>
   <source>Cancelling…</source>
   <translation>Wird abgebrochen…</translation>
  </message>
  <message>
   <source>Carries the matte out to the picture's border, from this far inside</source>
   <translation>Führt die Matte von so weit innen bis an den Bildrand</translation>
  </message>
  <message>
   <source>Carry hand paint</source>
   <translation>Handmalerei mitführen</translation>
  </message>
  <message>
   <source>Carry hand paint along</source>
   <translation>Handmalerei mitführen</translation>
  </message>
  <message>
   <source>Carry the mask through the work area</source>
   <translation>Die Maske durch den Arbeitsbereich tragen</translation>
  </message>
  <message>
   <source>Change colour</source>
   <translation>Farbe ändern</translation>
  </message>
  <message>
   <source>Change depth</source>
   <translation>Tiefe ändern</translation>
  </message>
  <message>
   <source>Change holdouts</source>
   <translation>Holdouts ändern</translation>
  </message>
  <message>
   <source>Change memory</source>
   <translation>Gedächtnis ändern</translation>
  </message>
  <message>
   <source>Change model</source>
   <translation>Modell ändern</translation>
  </message>
  <message>
   <source>Change sign</source>
   <translation>Vorzeichen ändern</translation>
  </message>
  <message>
   <source>Change the clip's colour space</source>
   <translation>Farbraum des Clips ändern</translation>
  </message>
  <message>
   <source>Change the feather of a shape</source>
   <translation>Weiche Kante einer Form ändern</translation>
  </message>
  <message>
   <source>Change the kind of a shape</source>
   <translation>Art einer Form ändern</translation>
  </message>
  <message>
   <source>Change the way of a shape</source>
   <translation>Verlauf einer Form ändern</translation>
  </message>
  <message>
   <source>Change the way of {label}</source>
   <translation>Verlauf von {label} ändern</translation>
  </message>
  <message>
   <source>Change the way of {what}</source>
   <translation>Verlauf ändern: {what}</translation>
  </message>
  <message>
   <source>Change work area</source>
   <translation>Arbeitsbereich ändern</translation>
  </message>
  <message>
   <source>Change {label}</source>
   <translation>{label} ändern</translation>
  </message>
  <message>
   <source>Change {what}</source>
   <translation>Ändern: {what}</translation>
  </message>
  <message>
   <source>Changed since it was allowed</source>
   <translation>Seit der Erlaubnis geändert</translation>
  </message>
  <message>
   <source>Channel</source>
   <translation>Kanal</translation>
  </message>
  <message>
   <source>Check the masks, and track again where they do not fit.</source>
   <translation>Die Masken prüfen und neu verfolgen, wo sie nicht passen.</translation>
  </message>
  <message>
   <source>Checkerboard</source>
   <translation>Schachbrett</translation>
  </message>
  <message>
   <source>Choose a PNG, JPEG, WebP or TIFF picture.</source>
   <translation>Ein PNG-, JPEG-, WebP- oder TIFF-Bild wählen.</translation>
  </message>
  <message>
   <source>Choose a file…</source>
   <translation>Datei wählen…</translation>
  </message>
  <message>
   <source>Choose an action to change its keys.</source>
   <translation>Eine Aktion wählen, um ihre Tasten zu ändern.</translation>
  </message>
  <message>
   <source>Choose at least one masklet.</source>
   <translation>Mindestens ein Masklet wählen.</translation>
  </message>
  <message>
   <source>Choose part or whole</source>
   <translation>Teil oder Ganzes wählen</translation>
  </message>
  <message>
   <source>Choose where to write.</source>
   <translation>Wählen, wohin geschrieben wird.</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Wählen…</translation>
  </message>
  <message>
   <source>Clean edge colours</source>
   <translation>Kantenfarben reinigen</translation>
  </message>
  <message>
   <source>Clean up</source>
   <translation>Säubern</translation>
  </message>
  <message>
   <source>Clear done</source>
   <translation>Fertige entfernen</translation>
  </message>
  <message>
   <source>Clear in and out</source>
   <translation>In und Out löschen</translation>
  </message>
  <message>
   <source>Clear prompts</source>
   <translation>Prompts löschen</translation>
  </message>
  <message>
   <source>Clear prompts on this frame</source>
   <translation>Prompts auf diesem Bild löschen</translation>
  </message>
  <message>
   <source>Clear tracked frames</source>
   <translation>Verfolgte Bilder löschen</translation>
  </message>
  <message>
   <source>Click</source>
   <translation>Klick</translation>
  </message>
  <message>
   <source>Click corner after corner, drag for curves, click the first point to close. Points and lines can be dragged; Ctrl+click adds a point, Alt+click rounds one, Delete removes it.</source>
   <translation>Ecke für Ecke klicken, ziehen für Kurven, auf den ersten Punkt klicken zum Schließen. Punkte und Linien lassen sich ziehen; Strg+Klick fügt einen Punkt ein, Alt+Klick rundet ihn, Entf entfernt ihn.</translation>
  </message>
  <message>
   <source>Click on an object in the picture to begin a masklet.</source>
   <translation>Auf ein Objekt im Bild klicken, um ein Masklet zu beginnen.</translation>
  </message>
  <message>
   <source>Click on an object in the viewer to make the first masklet</source>
   <translation>Auf ein Objekt im Viewer klicken, um das erste Masklet zu machen</translation>
  </message>
  <message>
   <source>Click on the object first, or add a masklet.</source>
   <translation>Zuerst auf das Objekt klicken oder ein Masklet anlegen.</translation>
  </message>
  <message>
   <source>Click on the object. Alt+click or right click: not the object.</source>
   <translation>Auf das Objekt klicken. Alt+Klick oder Rechtsklick: nicht das Objekt.</translation>
  </message>
  <message>
   <source>Click on the object; Alt or right click on what is not it</source>
   <translation>Auf das Objekt klicken; Alt oder Rechtsklick auf das, was es nicht ist</translation>
  </message>
  <message>
   <source>Clip black</source>
   <translation>Schwarz abschneiden</translation>
  </message>
  <message>
   <source>Clip not found</source>
   <translation>Clip nicht gefunden</translation>
  </message>
  <message>
   <source>Clip white</source>
   <translation>Weiß abschneiden</translation>
  </message>
  <message>
   <source>Clips and projects (*.masklet *.mp4 *.mov *.mkv *.avi *.webm *.mxf *.m4v *.mts *.m2ts *.ts *.mpg *.mpeg *.wmv *.flv *.gif *.png *.jpg *.jpeg *.tif *.tiff *.exr *.dpx);;Masklet projects (*.masklet);;All files (*)</source>
   <translation>Clips und Projekte (*.masklet *.mp4 *.mov *.mkv *.avi *.webm *.mxf *.m4v *.mts *.m2ts *.ts *.mpg *.mpeg *.wmv *.flv *.gif *.png *.jpg *.jpeg *.tif *.tiff *.exr *.dpx);;Masklet-Projekte (*.masklet);;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>Clips are in</source>
   <translation>Clips liegen in</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Close the project</source>
   <translation>Das Projekt schließen</translation>
  </message>
  <message>
   <source>Colour</source>
   <translation>Farbe</translation>
  </message>
  <message>
   <source>Colour of {masklet}</source>
   <translation>Farbe von {masklet}</translation>
  </message>
  <message>
   <source>Colour space of the clip</source>
   <translation>Farbraum des Clips</translation>
  </message>
  <message>
   <source>Coloured</source>
   <translation>Farbig</translation>
  </message>
  <message>
   <source>Colours by brightness: a duotone of two colours, or a gradient of three.</source>
   <translation>Farben nach Helligkeit: ein Duoton aus zwei Farben oder ein Verlauf aus dreien.</translation>
  </message>
  <message>
   <source>Colour…</source>
   <translation>Farbe…</translation>
  </message>
  <message>
   <source>Comes with Masklet</source>
   <translation>Gehört zu Masklet</translation>
  </message>
  <message>
   <source>Comes with Masklet: offline, no graphics card needed; for trying out and easy shots</source>
   <translation>Gehört zu Masklet: offline, ohne Grafikkarte; zum Ausprobieren und für leichte Einstellungen</translation>
  </message>
  <message>
   <source>Comes with Masklet: the same weights on a finer picture; better edges and tracks, slower</source>
   <translation>Gehört zu Masklet: dieselben Gewichte auf einem feineren Bild; bessere Kanten und Verfolgung, langsamer</translation>
  </message>
  <message>
   <source>Command palette</source>
   <translation>Befehlspalette</translation>
  </message>
  <message>
   <source>Command palette…</source>
   <translation>Befehlspalette…</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Vergleich</translation>
  </message>
  <message>
   <source>Compare with</source>
   <translation>Vergleichen mit</translation>
  </message>
  <message>
   <source>Compare with another view (W)</source>
   <translation>Mit einer anderen Ansicht vergleichen (W)</translation>
  </message>
  <message>
   <source>Composite, AV1</source>
   <translation>Composite, AV1</translation>
  </message>
  <message>
   <source>Composite, H.264</source>
   <translation>Composite, H.264</translation>
  </message>
  <message>
   <source>Composite, H.265</source>
   <translation>Composite, H.265</translation>
  </message>
  <message>
   <source>Composite: the finished picture, over black where it is cut out</source>
   <translation>Composite: das fertige Bild, über Schwarz, wo es freigestellt ist</translation>
  </message>
  <message>
   <source>Compression</source>
   <translation>Kompression</translation>
  </message>
  <message>
   <source>Computes on {device} in {precision}: {reason}.</source>
   <translation>Rechnet auf {device} in {precision}: {reason}.</translation>
  </message>
  <message>
   <source>Connecting…</source>
   <translation>Verbindung…</translation>
  </message>
  <message>
   <source>Content</source>
   <translation>Inhalt</translation>
  </message>
  <message>
   <source>Contrast</source>
   <translation>Kontrast</translation>
  </message>
  <message>
   <source>Copy masklet</source>
   <translation>Masklet kopieren</translation>
  </message>
  <message>
   <source>Core</source>
   <translation>Kern</translation>
  </message>
  <message>
   <source>Core from edge</source>
   <translation>Kern ab Kante</translation>
  </message>
  <message>
   <source>Core matte</source>
   <translation>Kernmatte</translation>
  </message>
  <message>
   <source>Core matte: solid, inside the edge</source>
   <translation>Kernmaske: deckend, innerhalb der Kante</translation>
  </message>
  <message>
   <source>Cryptomatte</source>
   <translation>Cryptomatte</translation>
  </message>
  <message>
   <source>Ctrl and the wheel do so too</source>
   <translation>Strg und das Rad tun es auch</translation>
  </message>
  <message>
   <source>Ctrl+O or drop a file here</source>
   <translation>Strg+O, oder eine Datei hierher ziehen</translation>
  </message>
  <message>
   <source>Ctrl+wheel, + and -</source>
   <translation>Strg+Rad, + und -</translation>
  </message>
  <message>
   <source>Curve of {what}</source>
   <translation>Kurve von {what}</translation>
  </message>
  <message>
   <source>Cut the tail</source>
   <translation>Ende abschneiden</translation>
  </message>
  <message>
   <source>Cut-out</source>
   <translation>Freisteller</translation>
  </message>
  <message>
   <source>Cut-out: the picture with the mattes as its alpha</source>
   <translation>Freisteller: das Bild mit den Matten als Alpha</translation>
  </message>
  <message>
   <source>DAVIS palette pictures</source>
   <translation>DAVIS-Palettenbilder</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Dark lines</source>
   <translation>Dunkle Linien</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete all on this frame</source>
   <translation>Alles auf diesem Bild löschen</translation>
  </message>
  <message>
   <source>Delete masklet</source>
   <translation>Masklet löschen</translation>
  </message>
  <message>
   <source>Delete prompt</source>
   <translation>Prompt löschen</translation>
  </message>
  <message>
   <source>Delete the selected masklet (Ctrl+Del)</source>
   <translation>Das gewählte Masklet löschen (Strg+Entf)</translation>
  </message>
  <message>
   <source>Delete {selected}</source>
   <translation>{selected} löschen</translation>
  </message>
  <message>
   <source>Delivery</source>
   <translation>Lieferung</translation>
  </message>
  <message>
   <source>Depth</source>
   <translation>Bittiefe</translation>
  </message>
  <message>
   <source>Depth {depth}</source>
   <translation>Tiefe {depth}</translation>
  </message>
  <message>
   <source>Despill</source>
   <translation>Despill</translation>
  </message>
  <message>
   <source>Difference</source>
   <translation>Differenz</translation>
  </message>
  <message>
   <source>Digits</source>
   <translation>Stellen</translation>
  </message>
  <message>
   <source>Dim</source>
   <translation>Abdunkeln</translation>
  </message>
  <message>
   <source>Discard it</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Display-encoded (most clips)</source>
   <translation>Für die Anzeige kodiert (die meisten Clips)</translation>
  </message>
  <message>
   <source>Does not load</source>
   <translation>Lädt nicht</translation>
  </message>
  <message>
   <source>Don't save</source>
   <translation>Nicht speichern</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Down</source>
   <translation>Nach unten</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>Herunterladen</translation>
  </message>
  <message>
   <source>Download, import and choose models</source>
   <translation>Modelle herunterladen, importieren und wählen</translation>
  </message>
  <message>
   <source>Drag a box around the object</source>
   <translation>Einen Rahmen um das Objekt ziehen</translation>
  </message>
  <message>
   <source>Drag a box around the object. Escape gives it up.</source>
   <translation>Einen Rahmen um das Objekt ziehen. Esc gibt ihn auf.</translation>
  </message>
  <message>
   <source>Drag a line between this view and the source</source>
   <translation>Eine Linie zwischen dieser Ansicht und der Quelle ziehen</translation>
  </message>
  <message>
   <source>Drag keyframes: to the side in time, up and down in value</source>
   <translation>Keyframes ziehen: seitwärts in der Zeit, auf und ab im Wert</translation>
  </message>
  <message>
   <source>Drag on the timeline's ruler</source>
   <translation>Auf dem Lineal der Zeitleiste ziehen</translation>
  </message>
  <message>
   <source>Drag the picture; the middle button does so in any tool</source>
   <translation>Das Bild ziehen; die mittlere Taste tut es mit jedem Werkzeug</translation>
  </message>
  <message>
   <source>Drag to move the view. The middle button does so with every tool.</source>
   <translation>Ziehen, um die Ansicht zu bewegen. Die mittlere Taste tut es mit jedem Werkzeug.</translation>
  </message>
  <message>
   <source>Drag: apply earlier or later</source>
   <translation>Ziehen: früher oder später anwenden</translation>
  </message>
  <message>
   <source>Draw a shape</source>
   <translation>Form zeichnen</translation>
  </message>
  <message>
   <source>Draw and change the shapes of the selected masklet's matte</source>
   <translation>Formen in der Matte des ausgewählten Masklets zeichnen und ändern</translation>
  </message>
  <message>
   <source>Draw loosely around the object. Shift: exactly this area. Alt or right button: not this.</source>
   <translation>Locker um das Objekt zeichnen. Umschalt: genau diese Fläche. Alt oder rechte Taste: nicht das.</translation>
  </message>
  <message>
   <source>Draw loosely around the object; Shift: exactly this area</source>
   <translation>Locker um das Objekt zeichnen; Umschalt: genau diese Fläche</translation>
  </message>
  <message>
   <source>Drop shadow</source>
   <translation>Schlagschatten</translation>
  </message>
  <message>
   <source>Dyes the object and keeps its light and shade.</source>
   <translation>Färbt das Objekt und behält Licht und Schatten.</translation>
  </message>
  <message>
   <source>EDL (CMX 3600)</source>
   <translation>EDL (CMX 3600)</translation>
  </message>
  <message>
   <source>Each layer a part of its own</source>
   <translation>Jede Ebene als eigener Teil</translation>
  </message>
  <message>
   <source>Each object becomes a masklet</source>
   <translation>Aus jedem Objekt wird ein Masklet</translation>
  </message>
  <message>
   <source>Each use of a clip becomes a project, a shot.</source>
   <translation>Aus jeder Verwendung eines Clips wird ein Projekt, eine Einstellung.</translation>
  </message>
  <message>
   <source>Echo trail</source>
   <translation>Echospur</translation>
  </message>
  <message>
   <source>Echoes</source>
   <translation>Echos</translation>
  </message>
  <message>
   <source>Edge</source>
   <translation>Kante</translation>
  </message>
  <message>
   <source>Edge matte: what the core leaves over</source>
   <translation>Kantenmaske: was der Kern übrig lässt</translation>
  </message>
  <message>
   <source>Edge width</source>
   <translation>Kantenbreite</translation>
  </message>
  <message>
   <source>Edits (*.otio *.fcpxml *.fcpxmld *.xml *.edl)</source>
   <translation>Schnitte (*.otio *.fcpxml *.fcpxmld *.xml *.edl)</translation>
  </message>
  <message>
   <source>Effect</source>
   <translation>Effekt</translation>
  </message>
  <message>
   <source>Effects</source>
   <translation>Effekte</translation>
  </message>
  <message>
   <source>Erase from the mask. Alt or right button paints. [ and ] or Ctrl and the wheel: size.</source>
   <translation>Aus der Maske radieren. Alt oder rechte Taste malt. [ und ] oder Strg und das Rad: Größe.</translation>
  </message>
  <message>
   <source>Erase from the mask; Alt or right button paints</source>
   <translation>Aus der Maske radieren; Alt oder rechte Taste malt</translation>
  </message>
  <message>
   <source>Eraser</source>
   <translation>Radierer</translation>
  </message>
  <message>
   <source>Error</source>
   <translation>Abweichung</translation>
  </message>
  <message>
   <source>Even</source>
   <translation>Gleichmäßig</translation>
  </message>
  <message>
   <source>Every second line begins farther out.</source>
   <translation>Jede zweite Linie beginnt weiter außen.</translation>
  </message>
  <message>
   <source>Every value as it is in 8 bits, in the codec that every older program knows. Large.</source>
   <translation>Jeder 8-Bit-Wert, wie er ist, im Codec, den jedes ältere Programm kennt. Groß.</translation>
  </message>
  <message>
   <source>Every value as it is in 8 bits, quick to write and to play. Large.</source>
   <translation>Jeder 8-Bit-Wert, wie er ist, schnell zu schreiben und abzuspielen. Groß.</translation>
  </message>
  <message>
   <source>Every value as it is, in a movie that QuickTime programs open. Large, and slow to write.</source>
   <translation>Jeder Wert, wie er ist, in einem Film, den QuickTime-Programme öffnen. Groß und langsam zu schreiben.</translation>
  </message>
  <message>
   <source>Every value as it is, in the small lossless codec of film archives.</source>
   <translation>Jeder Wert, wie er ist, im kleinen verlustfreien Codec der Filmarchive.</translation>
  </message>
  <message>
   <source>Exact (float32)</source>
   <translation>Genau (float32)</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export is running</source>
   <translation>Ein Export läuft</translation>
  </message>
  <message>
   <source>Export shapes and masks…</source>
   <translation>Formen und Masken exportieren…</translation>
  </message>
  <message>
   <source>Export to</source>
   <translation>Exportieren nach</translation>
  </message>
  <message>
   <source>Export {name}</source>
   <translation>{name} exportieren</translation>
  </message>
  <message>
   <source>Export, and list such frames beside it</source>
   <translation>Exportieren und solche Bilder daneben auflisten</translation>
  </message>
  <message>
   <source>Exports refuse frames on which it may be seen</source>
   <translation>Exporte verweigern Bilder, auf denen es zu sehen sein könnte</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>Exposure</source>
   <translation>Belichtung</translation>
  </message>
  <message>
   <source>Exposure in stops</source>
   <translation>Belichtung in Blenden</translation>
  </message>
  <message>
   <source>Exposure, contrast, temperature, hue and saturation of the object.</source>
   <translation>Belichtung, Kontrast, Temperatur, Farbton und Sättigung des Objekts.</translation>
  </message>
  <message>
   <source>FCPXML</source>
   <translation>FCPXML</translation>
  </message>
  <message>
   <source>FFV1 with alpha</source>
   <translation>FFV1 mit Alpha</translation>
  </message>
  <message>
   <source>Fade</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Failed; left out of the picture</source>
   <translation>Fehlgeschlagen; im Bild ausgelassen</translation>
  </message>
  <message>
   <source>Feather</source>
   <translation>Weiche Kante</translation>
  </message>
  <message>
   <source>Feather of the shape</source>
   <translation>Weiche Kante der Form</translation>
  </message>
  <message>
   <source>Feather to</source>
   <translation>Weiche Kante nach</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>File, float</source>
   <translation>Datei, Fließkomma</translation>
  </message>
  <message>
   <source>File, up to {white}</source>
   <translation>Datei, bis {white}</translation>
  </message>
  <message>
   <source>Files that may be the clip</source>
   <translation>Dateien, die der Clip sein können</translation>
  </message>
  <message>
   <source>Fill</source>
   <translation>Füllen</translation>
  </message>
  <message>
   <source>Fill holes</source>
   <translation>Löcher füllen</translation>
  </message>
  <message>
   <source>Fill the object</source>
   <translation>Das Objekt füllen</translation>
  </message>
  <message>
   <source>Find again</source>
   <translation>Wiederfinden</translation>
  </message>
  <message>
   <source>Find again here</source>
   <translation>Hier wiederfinden</translation>
  </message>
  <message>
   <source>Find any action by typing a part of its name</source>
   <translation>Jede Aktion durch Tippen eines Teils ihres Namens finden</translation>
  </message>
  <message>
   <source>Find cuts</source>
   <translation>Schnitte suchen</translation>
  </message>
  <message>
   <source>Find {clip}</source>
   <translation>{clip} suchen</translation>
  </message>
  <message>
   <source>First frame</source>
   <translation>Erstes Bild</translation>
  </message>
  <message>
   <source>First number</source>
   <translation>Erste Nummer</translation>
  </message>
  <message>
   <source>Fit</source>
   <translation>Einpassen</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Folder for the images</source>
   <translation>Ordner für die Bilder</translation>
  </message>
  <message>
   <source>Follow while tracking</source>
   <translation>Beim Verfolgen mitgehen</translation>
  </message>
  <message>
   <source>Follows several possibilities: for long occlusions; slower</source>
   <translation>Verfolgt mehrere Möglichkeiten: für lange Verdeckungen; langsamer</translation>
  </message>
  <message>
   <source>Font</source>
   <translation>Schrift</translation>
  </message>
  <message>
   <source>For</source>
   <translation>Für</translation>
  </message>
  <message>
   <source>For Nuke, After Effects, Fusion, data sets</source>
   <translation>Für Nuke, After Effects, Fusion, Datensätze</translation>
  </message>
  <message>
   <source>For a graphics card</source>
   <translation>Für eine Grafikkarte</translation>
  </message>
  <message>
   <source>For after a crash.</source>
   <translation>Für nach einem Absturz.</translation>
  </message>
  <message>
   <source>For core and edge mattes: how far inside the edge the core begins</source>
   <translation>Für Kern- und Kantenmatten: wie weit innerhalb der Kante der Kern beginnt</translation>
  </message>
  <message>
   <source>For results of the first release</source>
   <translation>Für Ergebnisse der ersten Fassung</translation>
  </message>
  <message>
   <source>Forget what was tracked for the selected masklet; its prompts stay</source>
   <translation>Vergessen, was für das gewählte Masklet verfolgt wurde; seine Prompts bleiben</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Forward</source>
   <translation>Vor</translation>
  </message>
  <message>
   <source>Frame</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Frame rate</source>
   <translation>Bildrate</translation>
  </message>
  <message>
   <source>Frame {frame}</source>
   <translation>Bild {frame}</translation>
  </message>
  <message>
   <source>Frame {frame}   ({first}-{last})</source>
   <translation>Bild {frame}   ({first}-{last})</translation>
  </message>
  <message>
   <source>Frame {frame}, locked</source>
   <translation>Bild {frame}, gesperrt</translation>
  </message>
  <message>
   <source>Frame {frame}: {value}</source>
   <translation>Bild {frame}: {value}</translation>
  </message>
  <message>
   <source>Frames</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>Frames more at both ends, as far as the clip has them</source>
   <translation>So viele Bilder mehr an beiden Enden, wie der Clip sie hat</translation>
  </message>
  <message>
   <source>Frames of the clip and the tracked range of each masklet</source>
   <translation>Bilder des Clips und der verfolgte Bereich jedes Masklets</translation>
  </message>
  <message>
   <source>Frames that fit how the object moves: for look-alikes that pass by</source>
   <translation>Frames, die zur Bewegung des Objekts passen: wenn Doppelgänger vorbeikommen</translation>
  </message>
  <message>
   <source>Freeze</source>
   <translation>Einfrieren</translation>
  </message>
  <message>
   <source>From</source>
   <translation>Von</translation>
  </message>
  <message>
   <source>From the next start on.</source>
   <translation>Ab dem nächsten Start.</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>Vollbild</translation>
  </message>
  <message>
   <source>Further from the camera</source>
   <translation>Weiter weg von der Kamera</translation>
  </message>
  <message>
   <source>Fusion polygons</source>
   <translation>Fusion-Polygone</translation>
  </message>
  <message>
   <source>GIF</source>
   <translation>GIF</translation>
  </message>
  <message>
   <source>Gamma</source>
   <translation>Gamma</translation>
  </message>
  <message>
   <source>Gamma of the viewer</source>
   <translation>Gamma des Viewers</translation>
  </message>
  <message>
   <source>Gap</source>
   <translation>Abstand</translation>
  </message>
  <message>
   <source>Garbage matte</source>
   <translation>Garbage-Matte</translation>
  </message>
  <message>
   <source>Getting fine refinement ready: some seconds, the first time longer</source>
   <translation>Feine Kantenverfeinerung wird vorbereitet: einige Sekunden, beim ersten Mal länger</translation>
  </message>
  <message>
   <source>Gives the lost light back as grey.</source>
   <translation>Gibt das verlorene Licht als Grau zurück.</translation>
  </message>
  <message>
   <source>Glow</source>
   <translation>Leuchten</translation>
  </message>
  <message>
   <source>Go back to the worst frame before</source>
   <translation>Zurück zum schlimmsten Bild davor</translation>
  </message>
  <message>
   <source>Go to in point</source>
   <translation>Zum In-Punkt</translation>
  </message>
  <message>
   <source>Go to out point</source>
   <translation>Zum Out-Punkt</translation>
  </message>
  <message>
   <source>Go to the first frame</source>
   <translation>Zum ersten Bild</translation>
  </message>
  <message>
   <source>Go to the last frame</source>
   <translation>Zum letzten Bild</translation>
  </message>
  <message>
   <source>Go to the next worst frame that nobody has looked at</source>
   <translation>Zum nächsten schlimmen Bild, das noch niemand angesehen hat</translation>
  </message>
  <message>
   <source>Good for</source>
   <translation>Gut für</translation>
  </message>
  <message>
   <source>Grade</source>
   <translation>Farbkorrektur</translation>
  </message>
  <message>
   <source>Gradient map</source>
   <translation>Verlaufsumsetzung</translation>
  </message>
  <message>
   <source>Grain</source>
   <translation>Korn</translation>
  </message>
  <message>
   <source>Green</source>
   <translation>Grün</translation>
  </message>
  <message>
   <source>Grey</source>
   <translation>Grau</translation>
  </message>
  <message>
   <source>Grow</source>
   <translation>Wachsen</translation>
  </message>
  <message>
   <source>Grows with motion</source>
   <translation>Wächst mit der Bewegung</translation>
  </message>
  <message>
   <source>Half float</source>
   <translation>Halbe Gleitkommazahl</translation>
  </message>
  <message>
   <source>Hand</source>
   <translation>Hand</translation>
  </message>
  <message>
   <source>Hand paint</source>
   <translation>Handmalerei</translation>
  </message>
  <message>
   <source>Hand paint goes on every frame from in to out point, and not on this one alone</source>
   <translation>Handmalerei gilt für jedes Bild von In- bis Out-Punkt, nicht nur für dieses</translation>
  </message>
  <message>
   <source>Hand paint on the work area</source>
   <translation>Handmalerei im Arbeitsbereich</translation>
  </message>
  <message>
   <source>Hand paint was carried to {count} frames</source>
   <translation>Die Handmalerei wurde auf {count} Bilder mitgeführt</translation>
  </message>
  <message>
   <source>Handles</source>
   <translation>Überhang</translation>
  </message>
  <message>
   <source>Held out: lies in front</source>
   <translation>Ausgespart: liegt davor</translation>
  </message>
  <message>
   <source>Help &gt; Show log folder has the details; your project is still open, save it.</source>
   <translation>Hilfe &gt; Protokollordner zeigen enthält die Einzelheiten; das Projekt ist noch offen, bitte speichern.</translation>
  </message>
  <message>
   <source>Hide masklet</source>
   <translation>Masklet ausblenden</translation>
  </message>
  <message>
   <source>Hides the object behind coarse squares.</source>
   <translation>Verbirgt das Objekt hinter groben Quadraten.</translation>
  </message>
  <message>
   <source>Hides the object so that nothing of it can be recovered; the hidden area grows with motion.</source>
   <translation>Verbirgt das Objekt so, dass nichts davon wiederzugewinnen ist; die Fläche wächst mit der Bewegung.</translation>
  </message>
  <message>
   <source>Hides where it is then, too.</source>
   <translation>Verbirgt dann auch, wo es ist.</translation>
  </message>
  <message>
   <source>Highlight</source>
   <translation>Hervorheben</translation>
  </message>
  <message>
   <source>Highlights</source>
   <translation>Lichter</translation>
  </message>
  <message>
   <source>History</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Hold through occlusion</source>
   <translation>Durch Verdeckung halten</translation>
  </message>
  <message>
   <source>Hold-outs</source>
   <translation>Hold-outs</translation>
  </message>
  <message>
   <source>Holdout matte</source>
   <translation>Holdout-Matte</translation>
  </message>
  <message>
   <source>How dark the surroundings are.</source>
   <translation>Wie dunkel die Umgebung ist.</translation>
  </message>
  <message>
   <source>How far a shape may be from the matte's edge; less needs more points and keys</source>
   <translation>Wie weit eine Form von der Kante der Matte abweichen darf; weniger braucht mehr Punkte und Keyframes</translation>
  </message>
  <message>
   <source>How far on each side of the edge the matte is decided anew</source>
   <translation>Wie weit zu beiden Seiten der Kante die Matte neu bestimmt wird</translation>
  </message>
  <message>
   <source>How far to look for the background, among the frames on which the object is tracked.</source>
   <translation>Wie weit nach dem Hintergrund gesucht wird, unter den Bildern, auf denen das Objekt verfolgt ist.</translation>
  </message>
  <message>
   <source>How much lights bloom.</source>
   <translation>Wie stark Lichter aufblühen.</translation>
  </message>
  <message>
   <source>How much of the effect is mixed in.</source>
   <translation>Wie viel des Effekts beigemischt wird.</translation>
  </message>
  <message>
   <source>How much of the object it covers.</source>
   <translation>Wie viel vom Objekt er bedeckt.</translation>
  </message>
  <message>
   <source>How wide the shape's edge is, outward and inward together</source>
   <translation>Wie breit die Kante der Form ist, außen und innen zusammen</translation>
  </message>
  <message>
   <source>Hue</source>
   <translation>Farbton</translation>
  </message>
  <message>
   <source>ID matte: each masklet's area in its own colour, with hard edges</source>
   <translation>ID-Matte: jedes Masklet in eigener Farbe mit harten Kanten</translation>
  </message>
  <message>
   <source>Image…</source>
   <translation>Bild…</translation>
  </message>
  <message>
   <source>Import a model</source>
   <translation>Ein Modell importieren</translation>
  </message>
  <message>
   <source>Import mask</source>
   <translation>Maske importieren</translation>
  </message>
  <message>
   <source>Import masks</source>
   <translation>Masken importieren</translation>
  </message>
  <message>
   <source>Import masks from COCO or SA-V…</source>
   <translation>Masken aus COCO oder SA-V importieren…</translation>
  </message>
  <message>
   <source>Import masks from a folder…</source>
   <translation>Masken aus einem Ordner importieren…</translation>
  </message>
  <message>
   <source>Import mask…</source>
   <translation>Maske importieren…</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>Importieren…</translation>
  </message>
  <message>
   <source>In large frames a small object is tracked in a window that follows it</source>
   <translation>In großen Bildern wird ein kleines Objekt in einem Fenster verfolgt, das ihm folgt</translation>
  </message>
  <message>
   <source>In per cent of the height.</source>
   <translation>In Prozent der Höhe.</translation>
  </message>
  <message>
   <source>In per cent of the picture's height.</source>
   <translation>In Prozent der Bildhöhe.</translation>
  </message>
  <message>
   <source>In point: drag to set the work area</source>
   <translation>In-Punkt: ziehen, um den Arbeitsbereich zu setzen</translation>
  </message>
  <message>
   <source>Interleave</source>
   <translation>Verschränken</translation>
  </message>
  <message>
   <source>It did not come back.</source>
   <translation>Er kam nicht zurück.</translation>
  </message>
  <message>
   <source>It is left out of the picture until it is tried again.</source>
   <translation>Er wird im Bild ausgelassen, bis er wieder versucht wird.</translation>
  </message>
  <message>
   <source>Job</source>
   <translation>Auftrag</translation>
  </message>
  <message>
   <source>Jobs of the queue</source>
   <translation>Aufträge der Warteschlange</translation>
  </message>
  <message>
   <source>Jump at the next keyframe</source>
   <translation>Beim nächsten Keyframe springen</translation>
  </message>
  <message>
   <source>Keep light</source>
   <translation>Licht behalten</translation>
  </message>
  <message>
   <source>Keep unsaved work every</source>
   <translation>Ungesichertes festhalten alle</translation>
  </message>
  <message>
   <source>Keeps the object, with alpha around it.</source>
   <translation>Behält das Objekt, mit Alpha darum herum.</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Keyboard shortcuts…</source>
   <translation>Tastenkürzel…</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>Kind of the next shape</source>
   <translation>Art der nächsten Form</translation>
  </message>
  <message>
   <source>Kind of the shape</source>
   <translation>Art der Form</translation>
  </message>
  <message>
   <source>LUT</source>
   <translation>LUT</translation>
  </message>
  <message>
   <source>Label pictures (DAVIS) or YOLO</source>
   <translation>Labelbilder (DAVIS) oder YOLO</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Language, device, memory and keys</source>
   <translation>Sprache, Gerät, Speicher und Tasten</translation>
  </message>
  <message>
   <source>Larger brush</source>
   <translation>Größerer Pinsel</translation>
  </message>
  <message>
   <source>Larger leaves fine texture out.</source>
   <translation>Größer lässt feine Textur weg.</translation>
  </message>
  <message>
   <source>Larger part</source>
   <translation>Größerer Teil</translation>
  </message>
  <message>
   <source>Lasso</source>
   <translation>Lasso</translation>
  </message>
  <message>
   <source>Last frame</source>
   <translation>Letztes Bild</translation>
  </message>
  <message>
   <source>Leave it out</source>
   <translation>Auslassen</translation>
  </message>
  <message>
   <source>Left out of the picture: {reason}</source>
   <translation>Im Bild ausgelassen: {reason}</translation>
  </message>
  <message>
   <source>Lens blur</source>
   <translation>Objektivunschärfe</translation>
  </message>
  <message>
   <source>Less for a light object that is to be dark, more for a dark one that is to be light.</source>
   <translation>Weniger für ein helles Objekt, das dunkel werden soll, mehr für ein dunkles, das hell werden soll.</translation>
  </message>
  <message>
   <source>Let an ended job wait again</source>
   <translation>Einen beendeten Auftrag wieder warten lassen</translation>
  </message>
  <message>
   <source>Let be seen</source>
   <translation>Sichtbar lassen</translation>
  </message>
  <message>
   <source>Let go to open</source>
   <translation>Loslassen zum Öffnen</translation>
  </message>
  <message>
   <source>Let it wait for the jobs before it; the window stays free</source>
   <translation>Auf die Aufträge davor warten lassen; das Fenster bleibt frei</translation>
  </message>
  <message>
   <source>Let it wait its turn; open the next clip</source>
   <translation>Warten lassen, bis es an der Reihe ist; den nächsten Clip öffnen</translation>
  </message>
  <message>
   <source>Let masklets overlap</source>
   <translation>Masklets dürfen sich überlappen</translation>
  </message>
  <message>
   <source>Let no pixel belong to two</source>
   <translation>Kein Pixel gehört zu zweien</translation>
  </message>
  <message>
   <source>Let the job run earlier</source>
   <translation>Den Auftrag früher ausführen</translation>
  </message>
  <message>
   <source>Let the job run later</source>
   <translation>Den Auftrag später ausführen</translation>
  </message>
  <message>
   <source>Let them be changed again</source>
   <translation>Sie wieder änderbar machen</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lizenz</translation>
  </message>
  <message>
   <source>Licence: Apache-2.0&lt;br&gt;Effects: {effects}</source>
   <translation>Lizenz: Apache-2.0&lt;br&gt;Effekte: {effects}</translation>
  </message>
  <message>
   <source>Lifts or lowers all values.</source>
   <translation>Hebt oder senkt alle Werte.</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Licht</translation>
  </message>
  <message>
   <source>Light around the object.</source>
   <translation>Licht um das Objekt.</translation>
  </message>
  <message>
   <source>Lines</source>
   <translation>Linien</translation>
  </message>
  <message>
   <source>Lines have the picture's colours.</source>
   <translation>Linien haben die Farben des Bildes.</translation>
  </message>
  <message>
   <source>Lines of one more frame each way, or none</source>
   <translation>Linien eines weiteren Bildes je Richtung, oder keine</translation>
  </message>
  <message>
   <source>Lines of the mattes on that many frames before (warm) and after (cool)</source>
   <translation>Linien der Matten auf so vielen Bildern davor (warm) und danach (kühl)</translation>
  </message>
  <message>
   <source>List the effects; allow, turn off and try plugins</source>
   <translation>Effekte auflisten; Plugins erlauben, abschalten und wieder versuchen</translation>
  </message>
  <message>
   <source>Loading {model}</source>
   <translation>{model} wird geladen</translation>
  </message>
  <message>
   <source>Lock frame</source>
   <translation>Bild sperren</translation>
  </message>
  <message>
   <source>Lock work area</source>
   <translation>Arbeitsbereich sperren</translation>
  </message>
  <message>
   <source>Look again</source>
   <translation>Neu nachsehen</translation>
  </message>
  <message>
   <source>Look for cuts in the clip; tracking never crosses one</source>
   <translation>Im Clip nach Schnitten suchen; Verfolgen überquert keinen</translation>
  </message>
  <message>
   <source>Look for the selected masklet's object on this frame: after a cut, or when it comes back</source>
   <translation>Sucht das Objekt des gewählten Masklets auf diesem Bild: nach einem Schnitt, oder wenn es wiederkommt</translation>
  </message>
  <message>
   <source>Look in a folder…</source>
   <translation>In einem Ordner suchen…</translation>
  </message>
  <message>
   <source>Look-alikes</source>
   <translation>Doppelgänger</translation>
  </message>
  <message>
   <source>Looking at this computer…</source>
   <translation>Dieser Rechner wird untersucht…</translation>
  </message>
  <message>
   <source>Looking for cuts first: tracking never crosses one</source>
   <translation>Erst werden Schnitte gesucht: Über einen wird nie hinweg verfolgt</translation>
  </message>
  <message>
   <source>Looking for cuts: {done} of {total} frames</source>
   <translation>Schnitte werden gesucht: {done} von {total} Bildern</translation>
  </message>
  <message>
   <source>Looking for the clips…</source>
   <translation>Die Clips werden gesucht…</translation>
  </message>
  <message>
   <source>Looking for {name} on this frame…</source>
   <translation>{name} wird auf diesem Bild gesucht…</translation>
  </message>
  <message>
   <source>Looking in {folder}…</source>
   <translation>Suche in {folder}…</translation>
  </message>
  <message>
   <source>Loop</source>
   <translation>Schleife</translation>
  </message>
  <message>
   <source>Loupe</source>
   <translation>Lupe</translation>
  </message>
  <message>
   <source>Luma</source>
   <translation>Luma</translation>
  </message>
  <message>
   <source>Made from the surroundings alone: a blurred or coarse picture of the object can be undone.</source>
   <translation>Allein aus der Umgebung gemacht: Ein unscharfes oder grobes Bild des Objekts ließe sich zurückrechnen.</translation>
  </message>
  <message>
   <source>Make shots</source>
   <translation>Einstellungen anlegen</translation>
  </message>
  <message>
   <source>Make small copies of clips that are slow to jump about in, and scrub and play those</source>
   <translation>Kleine Kopien von Clips machen, in denen man langsam springt, und diese scrubben und abspielen</translation>
  </message>
  <message>
   <source>Manual</source>
   <translation>Handbuch</translation>
  </message>
  <message>
   <source>Manual…</source>
   <translation>Handbuch…</translation>
  </message>
  <message>
   <source>Margin</source>
   <translation>Rand</translation>
  </message>
  <message>
   <source>Mark a cut at this frame, or take it away</source>
   <translation>Auf diesem Bild einen Schnitt setzen oder wegnehmen</translation>
  </message>
  <message>
   <source>Mark as not reviewed</source>
   <translation>Als nicht geprüft markieren</translation>
  </message>
  <message>
   <source>Mark as reviewed</source>
   <translation>Als geprüft markieren</translation>
  </message>
  <message>
   <source>Mark as to be hidden</source>
   <translation>Als zu verbergen markieren</translation>
  </message>
  <message>
   <source>Marker</source>
   <translation>Marke</translation>
  </message>
  <message>
   <source>Marker…</source>
   <translation>Marke…</translation>
  </message>
  <message>
   <source>Mask</source>
   <translation>Maske</translation>
  </message>
  <message>
   <source>Mask from {name}</source>
   <translation>Maske aus {name}</translation>
  </message>
  <message>
   <source>Mask of {name}</source>
   <translation>Maske von {name}</translation>
  </message>
  <message>
   <source>Masklet ended without closing “{name}”. The work up to {time} ago was kept.</source>
   <translation>Masklet endete, ohne „{name}“ zu schließen. Die Arbeit bis vor {time} wurde aufbewahrt.</translation>
  </message>
  <message>
   <source>Masklet projects (*.masklet)</source>
   <translation>Masklet-Projekte (*.masklet)</translation>
  </message>
  <message>
   <source>Masklets</source>
   <translation>Masklets</translation>
  </message>
  <message>
   <source>Masklets to export</source>
   <translation>Zu exportierende Masklets</translation>
  </message>
  <message>
   <source>Masks (*.png *.tif *.tiff *.exr *.jpg *.jpeg *.bmp *.webp)</source>
   <translation>Masken (*.png *.tif *.tiff *.exr *.jpg *.jpeg *.bmp *.webp)</translation>
  </message>
  <message>
   <source>Matte</source>
   <translation>Matte</translation>
  </message>
  <message>
   <source>Matte stages</source>
   <translation>Matte-Stufen</translation>
  </message>
  <message>
   <source>Matte, H.264</source>
   <translation>Matte, H.264</translation>
  </message>
  <message>
   <source>Matte, ProRes 422 HQ</source>
   <translation>Matte, ProRes 422 HQ</translation>
  </message>
  <message>
   <source>Matte: all masklets as one, white on black</source>
   <translation>Matte: alle Masklets als eine, weiß auf schwarz</translation>
  </message>
  <message>
   <source>May hold </source>
   <translation>Darf enthalten: </translation>
  </message>
  <message>
   <source>May these plugins in {folder} run?

{files}</source>
   <translation>Dürfen diese Plugins in {folder} laufen?

{files}</translation>
  </message>
  <message>
   <source>Memory for frames</source>
   <translation>Speicher für Bilder</translation>
  </message>
  <message>
   <source>Merge masklets</source>
   <translation>Masklets vereinen</translation>
  </message>
  <message>
   <source>Merge with</source>
   <translation>Vereinen mit</translation>
  </message>
  <message>
   <source>Middle</source>
   <translation>Mitte</translation>
  </message>
  <message>
   <source>Middle button, or the Hand tool</source>
   <translation>Mittlere Taste oder das Handwerkzeug</translation>
  </message>
  <message>
   <source>Mirror</source>
   <translation>Spiegeln</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Model softness</source>
   <translation>Weichheit des Modells</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Models…</source>
   <translation>Modelle…</translation>
  </message>
  <message>
   <source>Motion</source>
   <translation>Bewegung</translation>
  </message>
  <message>
   <source>Motion blur</source>
   <translation>Bewegungsunschärfe</translation>
  </message>
  <message>
   <source>Mouse</source>
   <translation>Maus</translation>
  </message>
  <message>
   <source>Move a keyframe of {label}</source>
   <translation>Keyframe von {label} verschieben</translation>
  </message>
  <message>
   <source>Move a keyframe of {what}</source>
   <translation>Keyframe von {what} verschieben</translation>
  </message>
  <message>
   <source>Move a shape</source>
   <translation>Form bewegen</translation>
  </message>
  <message>
   <source>Move and scale</source>
   <translation>Bewegen und skalieren</translation>
  </message>
  <message>
   <source>Move prompt</source>
   <translation>Prompt bewegen</translation>
  </message>
  <message>
   <source>Move the picture</source>
   <translation>Das Bild bewegen</translation>
  </message>
  <message>
   <source>Move this frame's hand paint with the picture through the work area, as far as the shot goes</source>
   <translation>Bewegt die Handmalerei dieses Bildes mit dem Bild durch den Arbeitsbereich, so weit die Einstellung reicht</translation>
  </message>
  <message>
   <source>Move {effect}</source>
   <translation>{effect} verschieben</translation>
  </message>
  <message>
   <source>Moves the edge outwards; negative values move it inwards.</source>
   <translation>Verschiebt die Kante nach außen; negative Werte nach innen.</translation>
  </message>
  <message>
   <source>Moves the object's edge outwards, so that nothing of it shows beside the effect.</source>
   <translation>Verschiebt die Objektkante nach außen, damit nichts neben dem Effekt zu sehen ist.</translation>
  </message>
  <message>
   <source>Moving</source>
   <translation>Bewegt</translation>
  </message>
  <message>
   <source>Must be hidden</source>
   <translation>Muss verborgen sein</translation>
  </message>
  <message>
   <source>Mute</source>
   <translation>Stumm</translation>
  </message>
  <message>
   <source>NVIDIA graphics card</source>
   <translation>NVIDIA-Grafikkarte</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Nearer to the camera</source>
   <translation>Näher an der Kamera</translation>
  </message>
  <message>
   <source>Never</source>
   <translation>Nie</translation>
  </message>
  <message>
   <source>New key</source>
   <translation>Neue Taste</translation>
  </message>
  <message>
   <source>New on every frame.</source>
   <translation>Auf jedem Bild neu.</translation>
  </message>
  <message>
   <source>New plugins</source>
   <translation>Neue Plugins</translation>
  </message>
  <message>
   <source>New: it has not run yet</source>
   <translation>Neu: lief noch nicht</translation>
  </message>
  <message>
   <source>Next frame</source>
   <translation>Nächstes Bild</translation>
  </message>
  <message>
   <source>Next keyframe</source>
   <translation>Nächstes Keyframe</translation>
  </message>
  <message>
   <source>Next problem</source>
   <translation>Nächstes Problem</translation>
  </message>
  <message>
   <source>Next prompt</source>
   <translation>Nächster Prompt</translation>
  </message>
  <message>
   <source>Next shape</source>
   <translation>Nächste Form</translation>
  </message>
  <message>
   <source>No export where it may be seen</source>
   <translation>Kein Export, wo es zu sehen sein könnte</translation>
  </message>
  <message>
   <source>No model is installed</source>
   <translation>Kein Modell ist installiert</translation>
  </message>
  <message>
   <source>No other masklet has a mask here</source>
   <translation>Kein anderes Masklet hat hier eine Maske</translation>
  </message>
  <message>
   <source>No pixel belongs to two masklets</source>
   <translation>Kein Pixel gehört zu zwei Masklets</translation>
  </message>
  <message>
   <source>No problem that was not looked at in this direction</source>
   <translation>Kein ungeprüftes Problem in dieser Richtung</translation>
  </message>
  <message>
   <source>Noise</source>
   <translation>Rauschen</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keine</translation>
  </message>
  <message>
   <source>Normal exposure, gamma and channels</source>
   <translation>Normale Belichtung, Gamma und Kanäle</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>Jetzt nicht</translation>
  </message>
  <message>
   <source>Note on this frame</source>
   <translation>Notiz auf diesem Bild</translation>
  </message>
  <message>
   <source>Nothing but the picture; again: back</source>
   <translation>Nichts als das Bild; nochmals: zurück</translation>
  </message>
  <message>
   <source>Nothing in {folder} or below it may be the clip.</source>
   <translation>Nichts in {folder} oder darunter kann der Clip sein.</translation>
  </message>
  <message>
   <source>Nothing to change on this frame</source>
   <translation>Auf diesem Bild ist nichts zu ändern</translation>
  </message>
  <message>
   <source>Nothing yet</source>
   <translation>Noch nichts</translation>
  </message>
  <message>
   <source>Nuke Roto</source>
   <translation>Nuke Roto</translation>
  </message>
  <message>
   <source>Numbers and sound</source>
   <translation>Nummern und Ton</translation>
  </message>
  <message>
   <source>Of decoded frames; from the next clip on.</source>
   <translation>Für dekodierte Bilder; ab dem nächsten Clip.</translation>
  </message>
  <message>
   <source>Of each echo, of the one before it.</source>
   <translation>Jedes Echos, gegenüber dem davor.</translation>
  </message>
  <message>
   <source>Of each line, in the space it has.</source>
   <translation>Jeder Linie, in dem Raum, den sie hat.</translation>
  </message>
  <message>
   <source>Of the checkerboard.</source>
   <translation>Des Schachbretts.</translation>
  </message>
  <message>
   <source>Of the circle, in objects.</source>
   <translation>Des Kreises, in Objekten.</translation>
  </message>
  <message>
   <source>Of the clip, counted from 0.</source>
   <translation>Des Clips, ab 0 gezählt.</translation>
  </message>
  <message>
   <source>Of the dark.</source>
   <translation>Des Dunkels.</translation>
  </message>
  <message>
   <source>Of the height.</source>
   <translation>Der Höhe.</translation>
  </message>
  <message>
   <source>Of the model's numbers; from the next start on. Short is faster on some processors.</source>
   <translation>Der Zahlen des Modells; ab dem nächsten Start. Kurz ist auf manchen Prozessoren schneller.</translation>
  </message>
  <message>
   <source>Of the nearest echo.</source>
   <translation>Des nächsten Echos.</translation>
  </message>
  <message>
   <source>Of the object as it moves on.</source>
   <translation>Des Objekts, während es sich weiterbewegt.</translation>
  </message>
  <message>
   <source>Of the object itself.</source>
   <translation>Des Objekts selbst.</translation>
  </message>
  <message>
   <source>Of the object.</source>
   <translation>Des Objekts.</translation>
  </message>
  <message>
   <source>Of the ramp from 0 to 1</source>
   <translation>Des Verlaufs von 0 bis 1</translation>
  </message>
  <message>
   <source>Off</source>
   <translation>Aus</translation>
  </message>
  <message>
   <source>Off leaves the middle one out.</source>
   <translation>Aus lässt das mittlere weg.</translation>
  </message>
  <message>
   <source>Off shows the mask as it was tracked; the values are kept</source>
   <translation>Aus zeigt die Maske, wie sie verfolgt wurde; die Werte bleiben</translation>
  </message>
  <message>
   <source>On</source>
   <translation>An</translation>
  </message>
  <message>
   <source>On paper; off: light lines on black.</source>
   <translation>Auf Papier; aus: helle Linien auf Schwarz.</translation>
  </message>
  <message>
   <source>On the object.</source>
   <translation>Auf dem Objekt.</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>Auf diesem Rechner</translation>
  </message>
  <message>
   <source>One frame back</source>
   <translation>Ein Bild zurück</translation>
  </message>
  <message>
   <source>One frame on</source>
   <translation>Ein Bild vor</translation>
  </message>
  <message>
   <source>One picture pixel on one screen pixel</source>
   <translation>Ein Bildpixel auf einem Bildschirmpixel</translation>
  </message>
  <message>
   <source>One stereo track of all</source>
   <translation>Eine Stereospur aus allen</translation>
  </message>
  <message>
   <source>Onion skin</source>
   <translation>Zwiebelschalen</translation>
  </message>
  <message>
   <source>Opacity</source>
   <translation>Deckkraft</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Open a clip</source>
   <translation>Einen Clip öffnen</translation>
  </message>
  <message>
   <source>Open a clip, an image sequence or a project</source>
   <translation>Einen Clip, eine Bildsequenz oder ein Projekt öffnen</translation>
  </message>
  <message>
   <source>Open a preset</source>
   <translation>Eine Vorgabe öffnen</translation>
  </message>
  <message>
   <source>Open a preset…</source>
   <translation>Eine Vorgabe öffnen…</translation>
  </message>
  <message>
   <source>Open edit</source>
   <translation>Schnitt öffnen</translation>
  </message>
  <message>
   <source>Open edit…</source>
   <translation>Schnitt öffnen…</translation>
  </message>
  <message>
   <source>Open plugin folder</source>
   <translation>Plugin-Ordner öffnen</translation>
  </message>
  <message>
   <source>Open recent</source>
   <translation>Zuletzt geöffnet</translation>
  </message>
  <message>
   <source>Open sample clip</source>
   <translation>Beispielclip öffnen</translation>
  </message>
  <message>
   <source>Open shot</source>
   <translation>Einstellung öffnen</translation>
  </message>
  <message>
   <source>Open the clip that comes with Masklet</source>
   <translation>Den Clip öffnen, der zu Masklet gehört</translation>
  </message>
  <message>
   <source>Open the folder with the log</source>
   <translation>Den Ordner mit dem Protokoll öffnen</translation>
  </message>
  <message>
   <source>Open what an edit uses (OpenTimelineIO, FCPXML, EDL)</source>
   <translation>Öffnen, was ein Schnitt verwendet (OpenTimelineIO, FCPXML, EDL)</translation>
  </message>
  <message>
   <source>Open {name}</source>
   <translation>{name} öffnen</translation>
  </message>
  <message>
   <source>OpenEXR sequence</source>
   <translation>OpenEXR-Sequenz</translation>
  </message>
  <message>
   <source>OpenTimelineIO</source>
   <translation>OpenTimelineIO</translation>
  </message>
  <message>
   <source>Opening {name}…</source>
   <translation>{name} wird geöffnet…</translation>
  </message>
  <message>
   <source>Open…</source>
   <translation>Öffnen…</translation>
  </message>
  <message>
   <source>Out of focus as a lens does it: around the object it is depth of field.</source>
   <translation>Unscharf, wie ein Objektiv es macht; um das Objekt herum ist es Schärfentiefe.</translation>
  </message>
  <message>
   <source>Out point: drag to set the work area</source>
   <translation>Out-Punkt: ziehen, um den Arbeitsbereich zu setzen</translation>
  </message>
  <message>
   <source>Outline</source>
   <translation>Kontur</translation>
  </message>
  <message>
   <source>Over the object</source>
   <translation>Über dem Objekt</translation>
  </message>
  <message>
   <source>Overlay</source>
   <translation>Überlagerung</translation>
  </message>
  <message>
   <source>PNG sequence with alpha</source>
   <translation>PNG-Sequenz mit Alpha</translation>
  </message>
  <message>
   <source>Pages of the manual</source>
   <translation>Seiten des Handbuchs</translation>
  </message>
  <message>
   <source>Paint above the track, which tracking never changes</source>
   <translation>Über die Spur malen, die das Verfolgen nie ändert</translation>
  </message>
  <message>
   <source>Paint above the track: tracking never changes it. Alt or right button takes away.</source>
   <translation>Über die Spur malen: Verfolgen ändert es nie. Alt oder rechte Taste nimmt weg.</translation>
  </message>
  <message>
   <source>Paint on the mask. Alt or right button erases. [ and ] or Ctrl and the wheel: size.</source>
   <translation>Auf die Maske malen. Alt oder rechte Taste radiert. [ und ] oder Strg und das Rad: Größe.</translation>
  </message>
  <message>
   <source>Paint on the mask; Alt or right button erases</source>
   <translation>Auf die Maske malen; Alt oder rechte Taste radiert</translation>
  </message>
  <message>
   <source>Part</source>
   <translation>Teil</translation>
  </message>
  <message>
   <source>Part or whole</source>
   <translation>Teil oder Ganzes</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Per second.</source>
   <translation>Pro Sekunde.</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Picture alone</source>
   <translation>Nur das Bild</translation>
  </message>
  <message>
   <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)</source>
   <translation>Bilder (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)</translation>
  </message>
  <message>
   <source>Pixelate</source>
   <translation>Verpixeln</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>Ort</translation>
  </message>
  <message>
   <source>Play / pause</source>
   <translation>Abspielen / Pause</translation>
  </message>
  <message>
   <source>Play backward</source>
   <translation>Rückwärts abspielen</translation>
  </message>
  <message>
   <source>Play backward; again: faster</source>
   <translation>Rückwärts abspielen; nochmals: schneller</translation>
  </message>
  <message>
   <source>Play forward</source>
   <translation>Vorwärts abspielen</translation>
  </message>
  <message>
   <source>Play forward; again: faster</source>
   <translation>Vorwärts abspielen; nochmals: schneller</translation>
  </message>
  <message>
   <source>Play or pause</source>
   <translation>Abspielen oder anhalten</translation>
  </message>
  <message>
   <source>Play the work area again and again</source>
   <translation>Den Arbeitsbereich immer wieder abspielen</translation>
  </message>
  <message>
   <source>Play without sound</source>
   <translation>Ohne Ton abspielen</translation>
  </message>
  <message>
   <source>Plugins</source>
   <translation>Plugins</translation>
  </message>
  <message>
   <source>Plugins…</source>
   <translation>Plugins…</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Genauigkeit</translation>
  </message>
  <message>
   <source>Preferences</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Preferences…</source>
   <translation>Einstellungen…</translation>
  </message>
  <message>
   <source>Premultiplied</source>
   <translation>Vormultipliziert</translation>
  </message>
  <message>
   <source>Presets</source>
   <translation>Vorgaben</translation>
  </message>
  <message>
   <source>Press a key in the field to change this action's.</source>
   <translation>Eine Taste im Feld drücken, um die dieser Aktion zu ändern.</translation>
  </message>
  <message>
   <source>Preview clicks</source>
   <translation>Klickvorschau</translation>
  </message>
  <message>
   <source>Previous frame</source>
   <translation>Voriges Bild</translation>
  </message>
  <message>
   <source>Previous keyframe</source>
   <translation>Voriges Keyframe</translation>
  </message>
  <message>
   <source>Previous problem</source>
   <translation>Voriges Problem</translation>
  </message>
  <message>
   <source>Previous prompt</source>
   <translation>Voriger Prompt</translation>
  </message>
  <message>
   <source>Privacy</source>
   <translation>Privatsphäre</translation>
  </message>
  <message>
   <source>ProRes 422 HQ</source>
   <translation>ProRes 422 HQ</translation>
  </message>
  <message>
   <source>ProRes 4444 XQ with alpha</source>
   <translation>ProRes 4444 XQ mit Alpha</translation>
  </message>
  <message>
   <source>ProRes 4444 with alpha</source>
   <translation>ProRes 4444 mit Alpha</translation>
  </message>
  <message>
   <source>Processor</source>
   <translation>Prozessor</translation>
  </message>
  <message>
   <source>Prompts</source>
   <translation>Prompts</translation>
  </message>
  <message>
   <source>Prompts and locked frames stay. Model:</source>
   <translation>Prompts und gesperrte Frames bleiben. Modell:</translation>
  </message>
  <message>
   <source>Proxies</source>
   <translation>Proxys</translation>
  </message>
  <message>
   <source>Proxy {percent} %</source>
   <translation>Proxy {percent} %</translation>
  </message>
  <message>
   <source>Put a note on this frame</source>
   <translation>Eine Notiz auf dieses Bild setzen</translation>
  </message>
  <message>
   <source>Puts the object, or what is around it, out of focus.</source>
   <translation>Stellt das Objekt, oder was darum herum ist, unscharf.</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>Warteschlange</translation>
  </message>
  <message>
   <source>QuickTime Animation with alpha</source>
   <translation>QuickTime Animation mit Alpha</translation>
  </message>
  <message>
   <source>QuickTime PNG with alpha</source>
   <translation>QuickTime PNG mit Alpha</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Quit and give up the export?</source>
   <translation>Beenden und den Export aufgeben?</translation>
  </message>
  <message>
   <source>RGB mattes: up to three masklets, one each in red, green and blue</source>
   <translation>RGB-Matten: bis zu drei Masklets, je eines in Rot, Grün und Blau</translation>
  </message>
  <message>
   <source>Radius in per cent of the picture's height, so that it looks the same at any resolution.</source>
   <translation>Radius in Prozent der Bildhöhe, damit es in jeder Auflösung gleich aussieht.</translation>
  </message>
  <message>
   <source>Radius of the discs.</source>
   <translation>Radius der Scheiben.</translation>
  </message>
  <message>
   <source>Range</source>
   <translation>Bereich</translation>
  </message>
  <message>
   <source>Rays that point at the object, as in a comic.</source>
   <translation>Strahlen, die auf das Objekt zeigen, wie im Comic.</translation>
  </message>
  <message>
   <source>Reach</source>
   <translation>Reichweite</translation>
  </message>
  <message>
   <source>Read and search the manual</source>
   <translation>Das Handbuch lesen und durchsuchen</translation>
  </message>
  <message>
   <source>Reading the file…</source>
   <translation>Die Datei wird gelesen…</translation>
  </message>
  <message>
   <source>Reading {name}…</source>
   <translation>{name} wird gelesen…</translation>
  </message>
  <message>
   <source>Recent frames</source>
   <translation>Letzte Frames</translation>
  </message>
  <message>
   <source>Recolor</source>
   <translation>Umfärben</translation>
  </message>
  <message>
   <source>Recover</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Recover your work?</source>
   <translation>Die Arbeit wiederherstellen?</translation>
  </message>
  <message>
   <source>Red</source>
   <translation>Rot</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Refine</source>
   <translation>Verfeinern</translation>
  </message>
  <message>
   <source>Refine edges</source>
   <translation>Kanten verfeinern</translation>
  </message>
  <message>
   <source>Refined band</source>
   <translation>Verfeinertes Band</translation>
  </message>
  <message>
   <source>Remembers</source>
   <translation>Gedächtnis</translation>
  </message>
  <message>
   <source>Remembers what is not the object, too</source>
   <translation>Merkt sich auch, was nicht das Objekt ist</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove a keyframe of a shape</source>
   <translation>Keyframe einer Form entfernen</translation>
  </message>
  <message>
   <source>Remove a keyframe of {label}</source>
   <translation>Keyframe von {label} entfernen</translation>
  </message>
  <message>
   <source>Remove a keyframe of {what}</source>
   <translation>Keyframe entfernen: {what}</translation>
  </message>
  <message>
   <source>Remove a shape</source>
   <translation>Eine Form entfernen</translation>
  </message>
  <message>
   <source>Remove all keyframes</source>
   <translation>Alle Keyframes entfernen</translation>
  </message>
  <message>
   <source>Remove cut</source>
   <translation>Schnitt entfernen</translation>
  </message>
  <message>
   <source>Remove keys</source>
   <translation>Tasten entfernen</translation>
  </message>
  <message>
   <source>Remove marker</source>
   <translation>Marke entfernen</translation>
  </message>
  <message>
   <source>Remove object</source>
   <translation>Objekt entfernen</translation>
  </message>
  <message>
   <source>Remove points</source>
   <translation>Punkte entfernen</translation>
  </message>
  <message>
   <source>Remove specks</source>
   <translation>Flecken entfernen</translation>
  </message>
  <message>
   <source>Remove the effect</source>
   <translation>Den Effekt entfernen</translation>
  </message>
  <message>
   <source>Remove the keyframe: {what}</source>
   <translation>Den Keyframe entfernen: {what}</translation>
  </message>
  <message>
   <source>Remove the keyframes of a shape</source>
   <translation>Die Keyframes einer Form entfernen</translation>
  </message>
  <message>
   <source>Remove the keyframes of {label}</source>
   <translation>Die Keyframes von {label} entfernen</translation>
  </message>
  <message>
   <source>Remove the keyframes of {what}</source>
   <translation>Die Keyframes entfernen: {what}</translation>
  </message>
  <message>
   <source>Remove the selected masklet</source>
   <translation>Das gewählte Masklet entfernen</translation>
  </message>
  <message>
   <source>Remove the selected masklet's clicks and box on this frame</source>
   <translation>Klicks und Rahmen des gewählten Masklets auf diesem Bild entfernen</translation>
  </message>
  <message>
   <source>Remove the shape</source>
   <translation>Die Form entfernen</translation>
  </message>
  <message>
   <source>Remove {effect}</source>
   <translation>{effect} entfernen</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Rename masklet</source>
   <translation>Masklet umbenennen</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Replace?</source>
   <translation>Ersetzen?</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <source>Report…</source>
   <translation>Bericht…</translation>
  </message>
  <message>
   <source>Reset the matte</source>
   <translation>Die Matte zurücksetzen</translation>
  </message>
  <message>
   <source>Reset viewer</source>
   <translation>Viewer zurücksetzen</translation>
  </message>
  <message>
   <source>Reset viewer (Shift+G)</source>
   <translation>Viewer zurücksetzen (Umschalt+G)</translation>
  </message>
  <message>
   <source>Restore all</source>
   <translation>Alle zurücksetzen</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>Retry</source>
   <translation>Nochmals</translation>
  </message>
  <message>
   <source>Review report</source>
   <translation>Prüfbericht</translation>
  </message>
  <message>
   <source>Reviewed</source>
   <translation>Geprüft</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Rechts</translation>
  </message>
  <message>
   <source>Right-click for the way to the next keyframe</source>
   <translation>Rechtsklick für den Verlauf zum nächsten Keyframe</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>Ausführen</translation>
  </message>
  <message>
   <source>Run the jobs, one after the other</source>
   <translation>Die Aufträge nacheinander ausführen</translation>
  </message>
  <message>
   <source>Running</source>
   <translation>Läuft</translation>
  </message>
  <message>
   <source>SA-V, run lengths</source>
   <translation>SA-V, Lauflängen</translation>
  </message>
  <message>
   <source>Saturation</source>
   <translation>Sättigung</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Speichern unter…</translation>
  </message>
  <message>
   <source>Save project</source>
   <translation>Projekt speichern</translation>
  </message>
  <message>
   <source>Save the changes to “{name}”?</source>
   <translation>Die Änderungen an „{name}“ speichern?</translation>
  </message>
  <message>
   <source>Save the project under another name</source>
   <translation>Das Projekt unter anderem Namen speichern</translation>
  </message>
  <message>
   <source>Save the project with its masklets</source>
   <translation>Das Projekt mit seinen Masklets speichern</translation>
  </message>
  <message>
   <source>Save these effects</source>
   <translation>Diese Effekte speichern</translation>
  </message>
  <message>
   <source>Save these effects…</source>
   <translation>Diese Effekte speichern…</translation>
  </message>
  <message>
   <source>Saved {name}</source>
   <translation>{name} gespeichert</translation>
  </message>
  <message>
   <source>Saving {name}…</source>
   <translation>{name} wird gespeichert…</translation>
  </message>
  <message>
   <source>Scale</source>
   <translation>Skalierung</translation>
  </message>
  <message>
   <source>Screen</source>
   <translation>Bildschirm</translation>
  </message>
  <message>
   <source>Scrub</source>
   <translation>Scrubben</translation>
  </message>
  <message>
   <source>Search actions and keys</source>
   <translation>Aktionen und Tasten suchen</translation>
  </message>
  <message>
   <source>Search the manual</source>
   <translation>Im Handbuch suchen</translation>
  </message>
  <message>
   <source>Second colour</source>
   <translation>Zweite Farbe</translation>
  </message>
  <message>
   <source>Select a masklet to give it effects.</source>
   <translation>Ein Masklet wählen, um ihm Effekte zu geben.</translation>
  </message>
  <message>
   <source>Select a masklet to work on its matte.</source>
   <translation>Ein Masklet wählen, um an seiner Matte zu arbeiten.</translation>
  </message>
  <message>
   <source>Set a keyframe of a shape</source>
   <translation>Keyframe einer Form setzen</translation>
  </message>
  <message>
   <source>Set a keyframe of {label}</source>
   <translation>Keyframe von {label} setzen</translation>
  </message>
  <message>
   <source>Set a keyframe of {what}</source>
   <translation>Keyframe setzen für {what}</translation>
  </message>
  <message>
   <source>Set a keyframe: {what}</source>
   <translation>Einen Keyframe setzen: {what}</translation>
  </message>
  <message>
   <source>Set all values back</source>
   <translation>Alle Werte zurücksetzen</translation>
  </message>
  <message>
   <source>Set in point</source>
   <translation>In-Punkt setzen</translation>
  </message>
  <message>
   <source>Set marker</source>
   <translation>Marke setzen</translation>
  </message>
  <message>
   <source>Set out point</source>
   <translation>Out-Punkt setzen</translation>
  </message>
  <message>
   <source>Several ways</source>
   <translation>Mehrere Wege</translation>
  </message>
  <message>
   <source>Shape</source>
   <translation>Form</translation>
  </message>
  <message>
   <source>Shape {number}</source>
   <translation>Form {number}</translation>
  </message>
  <message>
   <source>Shapes</source>
   <translation>Formen</translation>
  </message>
  <message>
   <source>Shapes and masks of {name}</source>
   <translation>Formen und Masken von {name}</translation>
  </message>
  <message>
   <source>Share these effects</source>
   <translation>Diese Effekte weitergeben</translation>
  </message>
  <message>
   <source>Share these effects…</source>
   <translation>Diese Effekte weitergeben…</translation>
  </message>
  <message>
   <source>Short (bfloat16)</source>
   <translation>Kurz (bfloat16)</translation>
  </message>
  <message>
   <source>Shot begins here</source>
   <translation>Einstellung beginnt hier</translation>
  </message>
  <message>
   <source>Shots</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Shots go to</source>
   <translation>Einstellungen kommen nach</translation>
  </message>
  <message>
   <source>Shots: {count}, in {folder}.</source>
   <translation>Einstellungen: {count}, in {folder}.</translation>
  </message>
  <message>
   <source>Show each frame as it is tracked</source>
   <translation>Jedes Bild zeigen, sobald es verfolgt ist</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner zeigen</translation>
  </message>
  <message>
   <source>Show log folder</source>
   <translation>Protokollordner zeigen</translation>
  </message>
  <message>
   <source>Show masklet</source>
   <translation>Masklet einblenden</translation>
  </message>
  <message>
   <source>Show or hide</source>
   <translation>Ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Show the whole clip in the timeline</source>
   <translation>Den ganzen Clip in der Zeitleiste zeigen</translation>
  </message>
  <message>
   <source>Show the whole picture</source>
   <translation>Das ganze Bild zeigen</translation>
  </message>
  <message>
   <source>Show what a click would give while the pointer rests</source>
   <translation>Zeigen, was ein Klick ergäbe, solange der Zeiger ruht</translation>
  </message>
  <message>
   <source>Shows what is behind the object, as other frames of the clip show it.</source>
   <translation>Zeigt, was hinter dem Objekt ist, wie andere Bilder des Clips es zeigen.</translation>
  </message>
  <message>
   <source>Shrink or grow</source>
   <translation>Schrumpfen oder wachsen</translation>
  </message>
  <message>
   <source>Shutter angle: 180° blurs over half of the way to the next frame</source>
   <translation>Shutterwinkel: 180° verwischt über den halben Weg zum nächsten Bild</translation>
  </message>
  <message>
   <source>Side</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Side of a square in per cent of the picture's height.</source>
   <translation>Seite eines Quadrats in Prozent der Bildhöhe.</translation>
  </message>
  <message>
   <source>Silhouette</source>
   <translation>Silhouette</translation>
  </message>
  <message>
   <source>Single pixels and their values</source>
   <translation>Einzelne Pixel und ihre Werte</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>Sketch</source>
   <translation>Skizze</translation>
  </message>
  <message>
   <source>Slow end</source>
   <translation>Langsames Ende</translation>
  </message>
  <message>
   <source>Slow start</source>
   <translation>Langsamer Anfang</translation>
  </message>
  <message>
   <source>Slow start and end</source>
   <translation>Langsamer Anfang und langsames Ende</translation>
  </message>
  <message>
   <source>Smaller brush</source>
   <translation>Kleinerer Pinsel</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <translation>Glättung</translation>
  </message>
  <message>
   <source>Softness</source>
   <translation>Weichheit</translation>
  </message>
  <message>
   <source>Something went wrong that Masklet did not expect: {error}</source>
   <translation>Etwas ging schief, womit Masklet nicht gerechnet hat: {error}</translation>
  </message>
  <message>
   <source>Sound</source>
   <translation>Ton</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>Quelle</translation>
  </message>
  <message>
   <source>Spacing</source>
   <translation>Abstand</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>Geschwindigkeit</translation>
  </message>
  <message>
   <source>Speed here</source>
   <translation>Tempo hier</translation>
  </message>
  <message>
   <source>Split from here on</source>
   <translation>Ab hier abtrennen</translation>
  </message>
  <message>
   <source>Split masklet</source>
   <translation>Masklet teilen</translation>
  </message>
  <message>
   <source>Spotlight</source>
   <translation>Scheinwerfer</translation>
  </message>
  <message>
   <source>Squares</source>
   <translation>Quadrate</translation>
  </message>
  <message>
   <source>Stabilise</source>
   <translation>Stabilisieren</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>Beginnt…</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>Sticker</source>
   <translation>Sticker</translation>
  </message>
  <message>
   <source>Still working on one frame: the effect {effects}</source>
   <translation>Arbeitet noch an einem Frame: der Effekt {effects}</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Stopp</translation>
  </message>
  <message>
   <source>Stop playing</source>
   <translation>Abspielen anhalten</translation>
  </message>
  <message>
   <source>Stop the job; nothing half-written stays</source>
   <translation>Den Auftrag anhalten; nichts Halbes bleibt liegen</translation>
  </message>
  <message>
   <source>Stop tracking or carrying, and keep what is done</source>
   <translation>Verfolgen oder Mitführen anhalten und behalten, was getan ist</translation>
  </message>
  <message>
   <source>Stopped. What was fetched is kept: Download goes on from there.</source>
   <translation>Angehalten. Was geladen wurde, bleibt: Herunterladen macht dort weiter.</translation>
  </message>
  <message>
   <source>Straight</source>
   <translation>Gerade</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>Style</source>
   <translation>Stil</translation>
  </message>
  <message>
   <source>Swap from here on</source>
   <translation>Ab hier tauschen</translation>
  </message>
  <message>
   <source>Swap from here on with</source>
   <translation>Ab hier tauschen mit</translation>
  </message>
  <message>
   <source>TIFF sequence with alpha</source>
   <translation>TIFF-Sequenz mit Alpha</translation>
  </message>
  <message>
   <source>Take away from the object</source>
   <translation>Vom Objekt wegnehmen</translation>
  </message>
  <message>
   <source>Take out all jobs that ended well</source>
   <translation>Alle gut beendeten Aufträge herausnehmen</translation>
  </message>
  <message>
   <source>Take the job out of the queue</source>
   <translation>Den Auftrag aus der Warteschlange nehmen</translation>
  </message>
  <message>
   <source>Takes the background's colour out of the edge of what is cut out</source>
   <translation>Nimmt die Farbe des Hintergrunds aus der Kante des Freistellers</translation>
  </message>
  <message>
   <source>Takes the light of a green or blue screen off the object.</source>
   <translation>Nimmt das Licht einer grünen oder blauen Wand vom Objekt.</translation>
  </message>
  <message>
   <source>Takes the object's edge, its blur and a near shadow away with it.</source>
   <translation>Nimmt Kante, Unschärfe und einen nahen Schatten des Objekts mit weg.</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>Temperatur</translation>
  </message>
  <message>
   <source>Tetrahedral keeps greys grey; trilinear is softer.</source>
   <translation>Tetraedrisch hält Grau grau; trilinear ist weicher.</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>Text behind</source>
   <translation>Text dahinter</translation>
  </message>
  <message>
   <source>The Shape tool (S) draws them in the picture.</source>
   <translation>Das Werkzeug Form (S) zeichnet sie im Bild.</translation>
  </message>
  <message>
   <source>The click means this (X takes the next one)</source>
   <translation>Der Klick meint dies (X nimmt das Nächste)</translation>
  </message>
  <message>
   <source>The clip alone</source>
   <translation>Der Clip allein</translation>
  </message>
  <message>
   <source>The clip with a line around each masklet</source>
   <translation>Der Clip mit einer Linie um jedes Masklet</translation>
  </message>
  <message>
   <source>The clip with the masklets over it</source>
   <translation>Der Clip mit den Masklets darüber</translation>
  </message>
  <message>
   <source>The core holds the object, the edge is keyed or painted by itself; their sum is the matte</source>
   <translation>Der Kern hält das Objekt, die Kante wird für sich gekeyt oder gemalt; zusammen sind sie die Maske</translation>
  </message>
  <message>
   <source>The cut-out in a small file with alpha that browsers play, with sound.</source>
   <translation>Der Freisteller in kleiner Datei mit Alpha, die Browser abspielen, mit Ton.</translation>
  </message>
  <message>
   <source>The cut-out with a 16-bit straight alpha channel and the clip's sound, for any editor.</source>
   <translation>Der Freisteller mit geradem 16-Bit-Alphakanal und dem Ton des Clips, für jeden Schnittplatz.</translation>
  </message>
  <message>
   <source>The edges in the picture as lines.</source>
   <translation>Die Kanten im Bild als Linien.</translation>
  </message>
  <message>
   <source>The effect “{title}” does not come back.</source>
   <translation>Der Effekt „{title}“ kommt nicht zurück.</translation>
  </message>
  <message>
   <source>The effects as they will be exported</source>
   <translation>Die Effekte, wie sie exportiert werden</translation>
  </message>
  <message>
   <source>The faster of both</source>
   <translation>Die schnellere von beiden</translation>
  </message>
  <message>
   <source>The fastest there is</source>
   <translation>Das schnellste vorhandene</translation>
  </message>
  <message>
   <source>The file</source>
   <translation>Die Datei</translation>
  </message>
  <message>
   <source>The finished picture in 10 bits in the smallest file, with sound.</source>
   <translation>Das fertige Bild in 10 Bit in der kleinsten Datei, mit Ton.</translation>
  </message>
  <message>
   <source>The finished picture in 10 bits without alpha, with the clip's sound, for the edit.</source>
   <translation>Das fertige Bild in 10 Bit ohne Alpha, mit dem Ton des Clips, für den Schnitt.</translation>
  </message>
  <message>
   <source>The finished picture in 10 bits, in half of H.264's space, with sound.</source>
   <translation>Das fertige Bild in 10 Bit, im halben Platz von H.264, mit Ton.</translation>
  </message>
  <message>
   <source>The finished picture with effects and sound, over black where it is cut out.</source>
   <translation>Das fertige Bild mit Effekten und Ton, über Schwarz, wo es freigestellt ist.</translation>
  </message>
  <message>
   <source>The folder</source>
   <translation>Der Ordner</translation>
  </message>
  <message>
   <source>The graphics card is out of memory. Going on with the processor, which is slower.</source>
   <translation>Der Grafikkarte fehlt Speicher. Es geht mit dem Prozessor weiter, der langsamer ist.</translation>
  </message>
  <message>
   <source>The last few frames: as SAM 2 was published</source>
   <translation>Die letzten paar Frames: so, wie SAM 2 veröffentlicht wurde</translation>
  </message>
  <message>
   <source>The matte alone, white on black, in 10 bits, as a track matte for finishing.</source>
   <translation>Die Matte allein, weiß auf schwarz, in 10 Bit, als Track Matte fürs Finishing.</translation>
  </message>
  <message>
   <source>The matte alone, white on black, in a small file for previews and luma keying.</source>
   <translation>Die Matte allein, weiß auf schwarz, in kleiner Datei für Vorschauen und Luma-Key.</translation>
  </message>
  <message>
   <source>The matte: white is the object</source>
   <translation>Die Matte: Weiß ist das Objekt</translation>
  </message>
  <message>
   <source>The mattes of these are taken away from all others: “dog minus hand”</source>
   <translation>Die Matten dieser werden allen anderen abgezogen: „Hund minus Hand“</translation>
  </message>
  <message>
   <source>The most accurate; for a graphics card</source>
   <translation>Das genaueste; für eine Grafikkarte</translation>
  </message>
  <message>
   <source>The next of what the click may mean</source>
   <translation>Das Nächste, was der Klick meinen kann</translation>
  </message>
  <message>
   <source>The object</source>
   <translation>Das Objekt</translation>
  </message>
  <message>
   <source>The object as it was on one frame stays in the picture.</source>
   <translation>Das Objekt, wie es auf einem Bild war, bleibt stehen.</translation>
  </message>
  <message>
   <source>The object as television snow.</source>
   <translation>Das Objekt als Fernsehrauschen.</translation>
  </message>
  <message>
   <source>The object glows too.</source>
   <translation>Auch das Objekt leuchtet.</translation>
  </message>
  <message>
   <source>The object is gone from here on</source>
   <translation>Das Objekt ist ab hier verschwunden</translation>
  </message>
  <message>
   <source>The object's shadow on what is behind it.</source>
   <translation>Der Schatten des Objekts auf dem, was dahinter ist.</translation>
  </message>
  <message>
   <source>The objects without their surroundings</source>
   <translation>Die Objekte ohne ihre Umgebung</translation>
  </message>
  <message>
   <source>The project does not know its clip's content: check that the masks fit.</source>
   <translation>Das Projekt kennt den Inhalt seines Clips nicht: prüfen, ob die Masken passen.</translation>
  </message>
  <message>
   <source>The prompts of the selected masklet are listed here.</source>
   <translation>Hier stehen die Prompts des gewählten Masklets.</translation>
  </message>
  <message>
   <source>The quickest of the published ones; better with a graphics card</source>
   <translation>Das schnellste der veröffentlichten; besser mit Grafikkarte</translation>
  </message>
  <message>
   <source>The range ends before it begins.</source>
   <translation>Der Bereich endet, bevor er beginnt.</translation>
  </message>
  <message>
   <source>The rest becomes a masklet of its own</source>
   <translation>Der Rest wird ein eigenes Masklet</translation>
  </message>
  <message>
   <source>The surroundings darken, and light falls on the object; large and soft, a vignette.</source>
   <translation>Die Umgebung wird dunkel und Licht fällt auf das Objekt; groß und weich eine Vignette.</translation>
  </message>
  <message>
   <source>The system's</source>
   <translation>Die des Systems</translation>
  </message>
  <message>
   <source>The whole matte</source>
   <translation>Die ganze Maske</translation>
  </message>
  <message>
   <source>The work area begins at this frame</source>
   <translation>Der Arbeitsbereich beginnt bei diesem Bild</translation>
  </message>
  <message>
   <source>The work area ends at this frame</source>
   <translation>Der Arbeitsbereich endet bei diesem Bild</translation>
  </message>
  <message>
   <source>The work area is the whole clip</source>
   <translation>Der Arbeitsbereich ist der ganze Clip</translation>
  </message>
  <message>
   <source>There is no hand paint of {name} on this frame</source>
   <translation>Auf diesem Bild gibt es keine Handmalerei von {name}</translation>
  </message>
  <message>
   <source>There is no other masklet</source>
   <translation>Es gibt kein anderes Masklet</translation>
  </message>
  <message>
   <source>There is no other model on this computer. Download or import one first.</source>
   <translation>Auf diesem Computer ist kein anderes Modell. Zuerst eines herunterladen oder importieren.</translation>
  </message>
  <message>
   <source>This effect is not installed.</source>
   <translation>Dieser Effekt ist nicht installiert.</translation>
  </message>
  <message>
   <source>This file has another content than the project's clip: the masks may not fit.</source>
   <translation>Diese Datei hat einen anderen Inhalt als der Clip des Projekts: Die Masken passen vielleicht nicht.</translation>
  </message>
  <message>
   <source>This frame was looked at and is good; again: not yet</source>
   <translation>Dieses Bild wurde angesehen und ist gut; nochmals: noch nicht</translation>
  </message>
  <message>
   <source>This is the clip, byte for byte where it was compared.</source>
   <translation>Das ist der Clip, Byte für Byte, wo verglichen wurde.</translation>
  </message>
  <message>
   <source>Three colours</source>
   <translation>Drei Farben</translation>
  </message>
  <message>
   <source>Timecode</source>
   <translation>Timecode</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>Zeitleiste</translation>
  </message>
  <message>
   <source>Tint</source>
   <translation>Tönung</translation>
  </message>
  <message>
   <source>To be fetched</source>
   <translation>Herunterzuladen</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>Track</source>
   <translation>Verfolgen</translation>
  </message>
  <message>
   <source>Track again with another model</source>
   <translation>Mit anderem Modell neu verfolgen</translation>
  </message>
  <message>
   <source>Track again with another model…</source>
   <translation>Mit anderem Modell neu verfolgen…</translation>
  </message>
  <message>
   <source>Track backward</source>
   <translation>Rückwärts verfolgen</translation>
  </message>
  <message>
   <source>Track both ways</source>
   <translation>In beide Richtungen verfolgen</translation>
  </message>
  <message>
   <source>Track forward</source>
   <translation>Vorwärts verfolgen</translation>
  </message>
  <message>
   <source>Track from here to the in point</source>
   <translation>Von hier bis zum In-Punkt verfolgen</translation>
  </message>
  <message>
   <source>Track from here to the out point</source>
   <translation>Von hier bis zum Out-Punkt verfolgen</translation>
  </message>
  <message>
   <source>Track in the queue</source>
   <translation>In der Warteschlange verfolgen</translation>
  </message>
  <message>
   <source>Track in the whole frame</source>
   <translation>Im ganzen Bild verfolgen</translation>
  </message>
  <message>
   <source>Track the whole work area</source>
   <translation>Den ganzen Arbeitsbereich verfolgen</translation>
  </message>
  <message>
   <source>Tracked again. Markers show where the models differ: {count}</source>
   <translation>Neu verfolgt. Marker zeigen, wo sich die Modelle unterscheiden: {count}</translation>
  </message>
  <message>
   <source>Tracked in the queue</source>
   <translation>In der Warteschlange verfolgt</translation>
  </message>
  <message>
   <source>Tracking and depth</source>
   <translation>Verfolgung und Tiefe</translation>
  </message>
  <message>
   <source>Tracking finished</source>
   <translation>Verfolgen beendet</translation>
  </message>
  <message>
   <source>Tracking runs on</source>
   <translation>Verfolgt wird auf</translation>
  </message>
  <message>
   <source>Tracking stopped at your prompt. Track again to go on from it</source>
   <translation>Verfolgen hielt bei Ihrem Prompt an. Nochmals verfolgen, um von ihm weiterzugehen</translation>
  </message>
  <message>
   <source>Tracking stopped. What was tracked is kept</source>
   <translation>Verfolgen angehalten. Was verfolgt wurde, bleibt</translation>
  </message>
  <message>
   <source>Transport</source>
   <translation>Transport</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Wieder versuchen</translation>
  </message>
  <message>
   <source>Turn</source>
   <translation>Drehen</translation>
  </message>
  <message>
   <source>Turn a shape off</source>
   <translation>Eine Form ausschalten</translation>
  </message>
  <message>
   <source>Turn a shape on</source>
   <translation>Eine Form einschalten</translation>
  </message>
  <message>
   <source>Turn effect off</source>
   <translation>Effekt ausschalten</translation>
  </message>
  <message>
   <source>Turn it off</source>
   <translation>Ausschalten</translation>
  </message>
  <message>
   <source>Turn matte stages off</source>
   <translation>Matte-Stufen ausschalten</translation>
  </message>
  <message>
   <source>Turn matte stages on</source>
   <translation>Matte-Stufen einschalten</translation>
  </message>
  <message>
   <source>Turn off</source>
   <translation>Abschalten</translation>
  </message>
  <message>
   <source>Turn off {effect}</source>
   <translation>{effect} ausschalten</translation>
  </message>
  <message>
   <source>Turn on {effect}</source>
   <translation>{effect} einschalten</translation>
  </message>
  <message>
   <source>Turns all colours.</source>
   <translation>Dreht alle Farben.</translation>
  </message>
  <message>
   <source>Type what you want to do</source>
   <translation>Tippen, was getan werden soll</translation>
  </message>
  <message>
   <source>UT Video with alpha</source>
   <translation>UT Video mit Alpha</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Unlock frame</source>
   <translation>Bild entsperren</translation>
  </message>
  <message>
   <source>Unlock work area</source>
   <translation>Arbeitsbereich entsperren</translation>
  </message>
  <message>
   <source>Unsaved changes</source>
   <translation>Ungespeicherte Änderungen</translation>
  </message>
  <message>
   <source>Untitled</source>
   <translation>Ohne Titel</translation>
  </message>
  <message>
   <source>Up</source>
   <translation>Nach oben</translation>
  </message>
  <message>
   <source>Up to this far across</source>
   <translation>Bis zu dieser Größe</translation>
  </message>
  <message>
   <source>Use in this project</source>
   <translation>In diesem Projekt verwenden</translation>
  </message>
  <message>
   <source>Use mask of</source>
   <translation>Maske verwenden von</translation>
  </message>
  <message>
   <source>Use pictures as masks on this frame</source>
   <translation>Bilder als Masken auf diesem Bild verwenden</translation>
  </message>
  <message>
   <source>Use this clip</source>
   <translation>Diesen Clip verwenden</translation>
  </message>
  <message>
   <source>Verify</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>View</source>
   <translation>Ansicht</translation>
  </message>
  <message>
   <source>Viewer</source>
   <translation>Viewer</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
  <message>
   <source>Was in</source>
   <translation>War in</translation>
  </message>
  <message>
   <source>Web pages (*.html)</source>
   <translation>Webseiten (*.html)</translation>
  </message>
  <message>
   <source>WebM, VP9 with alpha</source>
   <translation>WebM, VP9 mit Alpha</translation>
  </message>
  <message>
   <source>Weights (*.pt *.pth *.safetensors)</source>
   <translation>Gewichte (*.pt *.pth *.safetensors)</translation>
  </message>
  <message>
   <source>What are the masks of {name}?</source>
   <translation>Was sind die Masken von {name}?</translation>
  </message>
  <message>
   <source>What counts as spill: 0 little, 1 much.</source>
   <translation>Was als Überstrahlung zählt: 0 wenig, 1 viel.</translation>
  </message>
  <message>
   <source>What is above is 1: fills thin places in the object</source>
   <translation>Was darüber liegt, wird 1: füllt dünne Stellen im Objekt</translation>
  </message>
  <message>
   <source>What is below is 0: takes haze away around the object</source>
   <translation>Was darunter liegt, wird 0: nimmt Schleier um das Objekt weg</translation>
  </message>
  <message>
   <source>What is exported of an object that must be hidden</source>
   <translation>Was von einem Objekt exportiert wird, das verborgen sein muss</translation>
  </message>
  <message>
   <source>What it is compared with</source>
   <translation>Womit verglichen wird</translation>
  </message>
  <message>
   <source>What lies behind what is cut out</source>
   <translation>Was hinter dem Freigestellten liegt</translation>
  </message>
  <message>
   <source>What lies inside is removed</source>
   <translation>Was innen liegt, wird entfernt</translation>
  </message>
  <message>
   <source>What lies inside is solid</source>
   <translation>Was innen liegt, ist deckend</translation>
  </message>
  <message>
   <source>What lies outside all garbage mattes is removed</source>
   <translation>Was außerhalb aller Garbage-Mattes liegt, wird entfernt</translation>
  </message>
  <message>
   <source>What must be hidden may be seen; a list is beside the result:</source>
   <translation>Was verborgen sein muss, könnte zu sehen sein; eine Liste liegt neben dem Ergebnis:</translation>
  </message>
  <message>
   <source>What several masklets claim belongs to the nearest, or to the surest</source>
   <translation>Was mehrere Masklets beanspruchen, gehört dem nächsten oder dem sichersten</translation>
  </message>
  <message>
   <source>What the click may mean</source>
   <translation>Was der Klick meinen kann</translation>
  </message>
  <message>
   <source>What the viewer shows (1 to 6)</source>
   <translation>Was der Viewer zeigt (1 bis 6)</translation>
  </message>
  <message>
   <source>Wheel</source>
   <translation>Rad</translation>
  </message>
  <message>
   <source>Where this view differs from the source</source>
   <translation>Wo diese Ansicht von der Quelle abweicht</translation>
  </message>
  <message>
   <source>Which channel is shown</source>
   <translation>Welcher Kanal gezeigt wird</translation>
  </message>
  <message>
   <source>White</source>
   <translation>Weiß</translation>
  </message>
  <message>
   <source>Whole</source>
   <translation>Ganzes</translation>
  </message>
  <message>
   <source>Whole clip, {first} to {last} ({count} frames)</source>
   <translation>Ganzer Clip, {first} bis {last} ({count} Bilder)</translation>
  </message>
  <message>
   <source>Whole matte, and core and edge as layers</source>
   <translation>Ganze Maske, dazu Kern und Kante als Ebenen</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>Breite</translation>
  </message>
  <message>
   <source>Width in per cent of the picture's height, inwards from the edge.</source>
   <translation>Breite in Prozent der Bildhöhe, von der Kante nach innen.</translation>
  </message>
  <message>
   <source>Width of the soft edge.</source>
   <translation>Breite der weichen Kante.</translation>
  </message>
  <message>
   <source>Window for small objects</source>
   <translation>Fenster für kleine Objekte</translation>
  </message>
  <message>
   <source>Wipe</source>
   <translation>Wischblende</translation>
  </message>
  <message>
   <source>Wipe compare</source>
   <translation>Mit Wischblende vergleichen</translation>
  </message>
  <message>
   <source>With</source>
   <translation>Mit</translation>
  </message>
  <message>
   <source>With alpha, best a PNG.</source>
   <translation>Mit Alpha, am besten ein PNG.</translation>
  </message>
  <message>
   <source>With its prompts, track and effects</source>
   <translation>Mit Prompts, Spur und Effekten</translation>
  </message>
  <message>
   <source>With the sticker's own colour.</source>
   <translation>Mit der eigenen Farbe des Stickers.</translation>
  </message>
  <message>
   <source>Without one, the font that comes with Masklet.</source>
   <translation>Ohne eine die Schrift, die zu Masklet gehört.</translation>
  </message>
  <message>
   <source>Without saving, they are lost.</source>
   <translation>Ohne Speichern gehen sie verloren.</translation>
  </message>
  <message>
   <source>Work area, {first} to {last} ({count} frames)</source>
   <translation>Arbeitsbereich, {first} bis {last} ({count} Bilder)</translation>
  </message>
  <message>
   <source>Write</source>
   <translation>Schreiben</translation>
  </message>
  <message>
   <source>Write the matte, cut-out or composite to a file</source>
   <translation>Matte, Freisteller oder Composite in eine Datei schreiben</translation>
  </message>
  <message>
   <source>Write the proof of every frame beside it, on one page</source>
   <translation>Den Nachweis jedes Bildes daneben schreiben, auf einer Seite</translation>
  </message>
  <message>
   <source>Write to</source>
   <translation>Schreiben nach</translation>
  </message>
  <message>
   <source>Writing {name}…</source>
   <translation>{name} wird geschrieben…</translation>
  </message>
  <message>
   <source>Written and proven, {frames} frames: {path}</source>
   <translation>Geschrieben und nachgewiesen, {frames} Bilder: {path}</translation>
  </message>
  <message>
   <source>Written: {path}</source>
   <translation>Geschrieben: {path}</translation>
  </message>
  <message>
   <source>YOLO polygons</source>
   <translation>YOLO-Polygone</translation>
  </message>
  <message>
   <source>Zoom at the pointer</source>
   <translation>Am Zeiger zoomen</translation>
  </message>
  <message>
   <source>Zoom the timeline</source>
   <translation>Die Zeitleiste zoomen</translation>
  </message>
  <message>
   <source>Zoom timeline to fit</source>
   <translation>Zeitleiste einpassen</translation>
  </message>
  <message>
   <source>Zoom to 100 %</source>
   <translation>Auf 100 % zoomen</translation>
  </message>
  <message>
   <source>Zoom to fit</source>
   <translation>Einpassen</translation>
  </message>
  <message>
   <source>a project that was never saved</source>
   <translation>ein nie gespeichertes Projekt</translation>
  </message>
  <message>
   <source>about {seconds} s a frame</source>
   <translation>etwa {seconds} s je Bild</translation>
  </message>
  <message>
   <source>about {speed} frames a second</source>
   <translation>etwa {speed} Bilder je Sekunde</translation>
  </message>
  <message>
   <source>absent</source>
   <translation>abwesend</translation>
  </message>
  <message>
   <source>and {count} more</source>
   <translation>und {count} weitere</translation>
  </message>
  <message>
   <source>another</source>
   <translation>ein anderer</translation>
  </message>
  <message>
   <source>locked: nothing changes it</source>
   <translation>gesperrt: nichts ändert es</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <source>none: HH:MM:SS:FF to write one</source>
   <translation>keiner: HH:MM:SS:FF, um einen zu schreiben</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>nicht bekannt</translation>
  </message>
  <message>
   <source>not tracked</source>
   <translation>nicht verfolgt</translation>
  </message>
  <message>
   <source>painted by hand</source>
   <translation>von Hand gemalt</translation>
  </message>
  <message>
   <source>prompted</source>
   <translation>mit Prompt</translation>
  </message>
  <message>
   <source>prompted, locked</source>
   <translation>mit Prompt, gesperrt</translation>
  </message>
  <message>
   <source>radius {radius}</source>
   <translation>Radius {radius}</translation>
  </message>
  <message>
   <source>reviewed</source>
   <translation>geprüft</translation>
  </message>
  <message>
   <source>snaps</source>
   <translation>rastet ein</translation>
  </message>
  <message>
   <source>stale: a prompt changed since</source>
   <translation>veraltet: ein Prompt wurde seither geändert</translation>
  </message>
  <message>
   <source>the same</source>
   <translation>derselbe</translation>
  </message>
  <message>
   <source>to</source>
   <translation>bis</translation>
  </message>
  <message>
   <source>tracked</source>
   <translation>verfolgt</translation>
  </message>
  <message>
   <source>where the edit says, and beside it</source>
   <translation>wo der Schnitt es sagt, und neben ihm</translation>
  </message>
  <message>
   <source>{clip} is not as it was when this project was saved: {width} x {height}, {count} frames then, {new_width} x {new_height}, {new_count} frames now.</source>
   <translation>{clip} ist nicht wie beim Speichern dieses Projekts: {width} x {height}, {count} Bilder damals, {new_width} x {new_height}, {new_count} Bilder jetzt.</translation>
  </message>
  <message>
   <source>{count} cuts found</source>
   <translation>{count} Schnitte gefunden</translation>
  </message>
  <message>
   <source>{count} frames have a mask</source>
   <translation>{count} Bilder haben eine Maske</translation>
  </message>
  <message>
   <source>{count} masklets were imported.</source>
   <translation>{count} Masklets wurden importiert.</translation>
  </message>
  <message>
   <source>{done:.0f} of {total:.0f} MB</source>
   <translation>{done:.0f} von {total:.0f} MB</translation>
  </message>
  <message>
   <source>{file} (changed)</source>
   <translation>{file} (geändert)</translation>
  </message>
  <message>
   <source>{folder} cannot be made: {error}</source>
   <translation>{folder} kann nicht angelegt werden: {error}</translation>
  </message>
  <message>
   <source>{hours} h {minutes} min</source>
   <translation>{hours} h {minutes} min</translation>
  </message>
  <message>
   <source>{key} is taken by “{actions}”: assigning it takes it away there.</source>
   <translation>{key} gehört zu „{actions}“: Zuweisen nimmt sie dort weg.</translation>
  </message>
  <message>
   <source>{masklet} has no effects yet.</source>
   <translation>{masklet} hat noch keine Effekte.</translation>
  </message>
  <message>
   <source>{masklet}: the models differ, IoU {iou}</source>
   <translation>{masklet}: Die Modelle unterscheiden sich, IoU {iou}</translation>
  </message>
  <message>
   <source>{minutes} min {seconds} s</source>
   <translation>{minutes} min {seconds} s</translation>
  </message>
  <message>
   <source>{model} is as it was published.</source>
   <translation>{model} ist wie veröffentlicht.</translation>
  </message>
  <message>
   <source>{model} is ready to use.</source>
   <translation>{model} ist bereit.</translation>
  </message>
  <message>
   <source>{name} exists already.</source>
   <translation>{name} gibt es schon.</translation>
  </message>
  <message>
   <source>{name} is found. Track goes on from here</source>
   <translation>{name} ist gefunden. Verfolgen geht von hier weiter</translation>
  </message>
  <message>
   <source>{name} is known on this frame already</source>
   <translation>{name} ist auf diesem Bild schon bekannt</translation>
  </message>
  <message>
   <source>{name}: {share:.0%} reviewed</source>
   <translation>{name}: {share:.0%} geprüft</translation>
  </message>
  <message>
   <source>{path} cannot be shown behind the cut-out: {reason}.</source>
   <translation>{path} kann nicht hinter dem Freisteller gezeigt werden: {reason}.</translation>
  </message>
  <message>
   <source>{project} uses a clip that is not where it was.</source>
   <translation>{project} verwendet einen Clip, der nicht mehr ist, wo er war.</translation>
  </message>
  <message>
   <source>{seconds} s</source>
   <translation>{seconds} s</translation>
  </message>
  <message>
   <source>{shapes} shapes, {points} points, {keys} keys: off by {mean} pixels in the mean, {greatest} at most.</source>
   <translation>{shapes} Formen, {points} Punkte, {keys} Keyframes: im Mittel um {mean} Pixel daneben, höchstens {greatest}.</translation>
  </message>
  <message>
   <source>{timecode}, frame {frame}</source>
   <translation>{timecode}, Bild {frame}</translation>
  </message>
  <message>
   <source>{time} left</source>
   <translation>noch {time}</translation>
  </message>
  <message>
   <source>{title} (default)</source>
   <translation>{title} (Vorgabe)</translation>
  </message>
  <message>
   <source>{title} tool. {hint}</source>
   <translation>Werkzeug {title}. {hint}</translation>
  </message>
  <message>
   <source>{what} “{name}” exists already{more}.</source>
   <translation>{what} „{name}“ existiert schon{more}.</translation>
  </message>
  <message>
   <source>{what}, across</source>
   <translation>{what}, waagrecht</translation>
  </message>
  <message>
   <source>{what}, down</source>
   <translation>{what}, senkrecht</translation>
  </message>
  <message>
   <source>{width} x {height}, {count} frames</source>
   <translation>{width} x {height}, {count} Frames</translation>
  </message>
  <message>
   <source>{}</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>| begins a new line.</source>
   <translation>| beginnt eine neue Zeile.</translation>
  </message>
 </context>
</TS>

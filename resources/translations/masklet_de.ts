<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>Masklet</name>
  <message>
   <source> MB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Go</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Help</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Track</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;View</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, and {count} more do</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, {time} left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>-1 is black and white, 1 is twice the colour.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>-1 is blue, 1 is orange.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>-1 is green, 1 is magenta.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>. Checking each of them…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>10 frames back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>10 frames on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>32-bit float</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>3D LUT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&lt;br&gt;Could not be loaded: {plugin} ({reason})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&lt;h3&gt;Masklet {version}&lt;/h3&gt;Click on an object, get a matte that can be delivered.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A .cube file with a 3D table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A clone of the object at another place, size or angle.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A colour, a checkerboard, a picture or a clip; around the object it is a new background.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A cone of light, or the object's own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A face, a heart, a star or a picture of your own that follows the object.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A folder of 16-bit images with alpha, for programs that do not read EXR.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A folder of images in linear light, with a named layer for each masklet and Cryptomatte.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A folder of images with straight alpha, numbered as the source's frames; 16 bits where the source has more than 8.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A layer for each masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A line along the object's edge.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A little better and slower than tiny</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A look from a .cube file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A looping picture of 256 colours a frame, whose alpha is on or off, for messages and web pages.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A looping picture with every value as it is, with alpha.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A looping picture with soft alpha in a small file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A title between the object and its background; it can scroll or grow.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A trail of where the object was, behind it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A wash of colour and an outline.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About Masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Actions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Actions and their keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add effect</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add masklet (Ctrl+N)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add to queue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add to the object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All keys in one list, to be read and changed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All tracks as they are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alt+click, right click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Amount</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An image, or a clip that plays along.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Animated PNG</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Animated WebP</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Apple graphics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Apply earlier</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Apply later</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Around the object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Around the object.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As ProRes 4444 with about half as much data again, for material that is graded hard.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As opened</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the source</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the source's frames</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Assign</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Backdrop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Balance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Before and after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Begin another object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Begin no job, and hold the running one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Between</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Between line and edge.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Between object and lines.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Black</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blend</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blur</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Box</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brightness</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Burst lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancelled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancelled. Nothing was written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancelling…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change colour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change holdouts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change sign</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change the clip's colour space</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change the way of {label}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change the way of {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change work area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change {label}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Channel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the masks, and track again where they do not fit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Checkerboard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a PNG, JPEG, WebP or TIFF picture.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose an action to change its keys.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose at least one masklet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose part or whole</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose where to write.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear in and out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear prompts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear prompts on this frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear tracked frames</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click on an object in the picture to begin a masklet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click on an object in the viewer to make the first masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click on the object. Alt+click or right click: not the object.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click on the object; Alt or right click on what is not it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clip not found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clips and projects (*.masklet *.mp4 *.mov *.mkv *.avi *.webm *.mxf *.m4v *.mts *.m2ts *.ts *.mpg *.mpeg *.wmv *.flv *.gif *.png *.jpg *.jpeg *.tif *.tiff *.exr *.dpx);;Masklet projects (*.masklet);;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close the project</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour of {masklet}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour space of the clip</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Coloured</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colours by brightness: a duotone of two colours, or a gradient of three.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Comes with Masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Comes with Masklet: offline, no graphics card needed; for trying out and easy shots</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Command palette</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Command palette…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare with another view (W)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Composite, AV1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Composite, H.264</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Composite, H.265</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Composite: the finished picture, over black where it is cut out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compression</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Computes on {device} in {precision}: {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Connecting…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Content</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Contrast</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Core matte</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cryptomatte</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ctrl and the wheel do so too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ctrl+O or drop a file here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ctrl+wheel, + and -</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cut-out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cut-out: the picture with the mattes as its alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete all on this frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete prompt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete the selected masklet (Ctrl+Del)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete {selected}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Depth</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Despill</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Difference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Digits</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dim</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dismiss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Display-encoded (most clips)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Don't save</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Down</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Download</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Download, import and choose models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag a box around the object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag a box around the object. Escape gives it up.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag a line between this view and the source</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag on the timeline's ruler</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag the picture; the middle button does so in any tool</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag to move the view. The middle button does so with every tool.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw loosely around the object. Shift: exactly this area. Alt or right button: not this.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw loosely around the object; Shift: exactly this area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop shadow</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dyes the object and keeps its light and shade.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Each layer a part of its own</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Echo trail</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Echoes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Effects</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Erase from the mask. Alt or right button paints. [ and ] or Ctrl and the wheel: size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Erase from the mask; Alt or right button paints</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Eraser</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Even</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every second line begins farther out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every value as it is in 8 bits, in the codec that every older program knows. Large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every value as it is in 8 bits, quick to write and to play. Large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every value as it is, in a movie that QuickTime programs open. Large, and slow to write.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every value as it is, in the small lossless codec of film archives.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export is running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Exports refuse frames on which it may be seen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Exposure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Exposure in stops</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Exposure, contrast, temperature, hue and saturation of the object.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>FFV1 with alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fade</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fast; runs on a good laptop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Feather</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fill</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fill the object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find any action by typing a part of its name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find the clip…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find {clip}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>First frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>First number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder for the images</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Follow while tracking</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Font</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>For a graphics card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>For results of the first release</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Forget what was tracked for the selected masklet; its prompts stay</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Format</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frame {frame}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frame {frame}   ({first}-{last})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frame {frame}, locked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frames</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frames more at both ends, as far as the clip has them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frames of the clip and the tracked range of each masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Freeze</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From the next start on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Full screen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>GIF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Gamma</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Gamma of the viewer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Gap</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Garbage matte</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Gives the lost light back as grey.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Glow</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to in point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to out point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the first frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the last frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Good for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grade</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Gradient map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Green</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grey</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grow</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grows with motion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Half float</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hand</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hand paint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hand paint goes on every frame from in to out point, and not on this one alone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hand paint on the work area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Handles</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Held out: lies in front</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Help &gt; Show log folder has the details; your project is still open, save it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hide masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hides the object behind coarse squares.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hides the object so that nothing of it can be recovered; the hidden area grows with motion.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hides where it is then, too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Highlight</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Highlights</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>History</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hold-outs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Holdout matte</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How dark the surroundings are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How far to look for the background.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much lights bloom.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much of the effect is mixed in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much of the object it covers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ID matte: each masklet's area in its own colour, with hard edges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Image…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import masks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import mask…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In per cent of the height.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In per cent of the picture's height.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In point: drag to set the work area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Interleave</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Job</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Jobs of the queue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Jump at the next keyframe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keeps the object, with alpha around it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keyboard shortcuts…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>LUT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language, device, memory and keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Larger brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Larger leaves fine texture out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Larger part</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lasso</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Last frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lens blur</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Less for a light object that is to be dark, more for a dark one that is to be light.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let an ended job wait again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let be seen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let go to open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let it wait for the jobs before it; the window stays free</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let the job run earlier</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let the job run later</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Licence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Licence: Apache-2.0&lt;br&gt;Effects: {effects}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lifts or lowers all values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light around the object.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lines have the picture's colours.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lines of one more frame each way, or none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lines of the mattes on that many frames before (warm) and after (cool)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking at this computer…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loupe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Luma</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Made from the surroundings alone: a blurred or coarse picture of the object can be undone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make small copies of clips that are slow to jump about in, and scrub and play those</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Margin</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mark as to be hidden</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mask from {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mask of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Masklet projects (*.masklet)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Masklets</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Masklets to export</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Masks (*.png *.tif *.tiff *.exr *.jpg *.jpeg *.bmp *.webp)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Matte</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Matte stages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Matte, H.264</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Matte, ProRes 422 HQ</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Matte: all masklets as one, white on black</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>May hold </source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Memory for frames</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Middle</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Middle button, or the Hand tool</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mirror</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Motion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mouse</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move and scale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move prompt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move {effect}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moves the edge outwards; negative values move it inwards.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moves the object's edge outwards, so that nothing of it shows beside the effect.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moving</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Must be hidden</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>NVIDIA graphics card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New key</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New on every frame.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next prompt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No model is installed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No other masklet has a mask here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Noise</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Normal exposure, gamma and channels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing but the picture; again: back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Numbers and sound</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of decoded frames; from the next clip on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of each echo, of the one before it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of each line, in the space it has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the checkerboard.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the circle, in objects.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the clip, counted from 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the dark.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the height.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the nearest echo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the object as it moves on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the object itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the object.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Off leaves the middle one out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Off shows the mask as it was tracked; the values are kept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On paper; off: light lines on black.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On the object.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On this computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One frame back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One frame on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One picture pixel on one screen pixel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One stereo track of all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Onion skin</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opacity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a clip</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a clip, an image sequence or a project</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a preset…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open recent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open sample clip</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the clip that comes with Masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the folder with the log</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>OpenEXR sequence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opening {name}…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Out of focus as a lens does it: around the object it is depth of field.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Out point: drag to set the work area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Outline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Over the object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Overlay</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>PNG sequence with alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paint above the track, which tracking never changes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paint above the track: tracking never changes it. Alt or right button takes away.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paint on the mask. Alt or right button erases. [ and ] or Ctrl and the wheel: size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paint on the mask; Alt or right button erases</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Part</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Part or whole</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Per second.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Picture alone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pixelate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play / pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play backward</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play backward; again: faster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play forward</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play forward; again: faster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play or pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play the work area again and again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play without sound</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preferences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preferences…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Premultiplied</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Presets</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Press a key in the field to change this action's.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preview clicks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Previous frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Previous prompt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Privacy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ProRes 422 HQ</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ProRes 4444 XQ with alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ProRes 4444 with alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Processor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prompts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Proxies</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Proxy {percent} %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Puts the object, or what is around it, out of focus.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Queue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>QuickTime Animation with alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>QuickTime PNG with alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quit and give up the export?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>RGB mattes: up to three masklets, one each in red, green and blue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radius in per cent of the picture's height, so that it looks the same at any resolution.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radius of the discs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rays that point at the object, as in a comic.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reach</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading {name}…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recolor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Red</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Redo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove a keyframe of {label}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove a keyframe of {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove a shape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove all keyframes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the effect</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the keyframe: {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the keyframes of {label}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the keyframes of {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the selected masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the selected masklet's clicks and box on this frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the shape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove {effect}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Replace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Replace?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset the matte</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset viewer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset viewer (Shift+G)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restore all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Retry</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right-click for the way to the next keyframe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Run the jobs, one after the other</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saturation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save project</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the changes to “{name}”?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the project under another name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the project with its masklets</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save these effects</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save these effects…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saving {name}…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Screen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scrub</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search actions and keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Second colour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select a masklet to give it effects.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select a masklet to work on its matte.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set a keyframe of {label}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set a keyframe of {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set a keyframe: {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set all values back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set in point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set out point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shapes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Share these effects</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Share these effects…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show each frame as it is tracked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show in folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show log folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show or hide</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the whole clip in the timeline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the whole picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show what a click would give while the pointer rests</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shows what is behind the object, as other frames of the clip show it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Side of a square in per cent of the picture's height.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Single pixels and their values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sketch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slow end</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slow start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slow start and end</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smaller brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smoothing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Softness</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something went wrong that Masklet did not expect: {error}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sound</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Source</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Spacing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Speed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Spotlight</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Squares</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Starting…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>State</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sticker</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop playing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop the job; nothing half-written stays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop tracking and keep what is done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped. What was fetched is kept: Download goes on from there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Straight</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Strength</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Style</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>TIFF sequence with alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take away from the object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take out all jobs that ended well</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take the job out of the queue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Takes the light of a green or blue screen off the object.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Takes the object's edge, its blur and a near shadow away with it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Temperature</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tetrahedral keeps greys grey; trilinear is softer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text behind</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The click means this (X takes the next one)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The clip alone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The clip with a line around each masklet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The clip with the masklets over it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The cut-out in a small file with alpha that browsers play, with sound.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The cut-out with a 16-bit straight alpha channel and the clip's sound, for any editor.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The edges in the picture as lines.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The effects as they will be exported</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The fastest there is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The finished picture in 10 bits in the smallest file, with sound.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The finished picture in 10 bits without alpha, with the clip's sound, for the edit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The finished picture in 10 bits, in half of H.264's space, with sound.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The finished picture with effects and sound, over black where it is cut out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The matte alone, white on black, in 10 bits, as a track matte for finishing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The matte alone, white on black, in a small file for previews and luma keying.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The matte: white is the object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mattes of these are taken away from all others: “dog minus hand”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The most accurate; for a graphics card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The next of what the click may mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The object as it was on one frame stays in the picture.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The object as television snow.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The object glows too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The object's shadow on what is behind it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The objects without their surroundings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The prompts of the selected masklet are listed here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The range ends before it begins.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The surroundings darken, and light falls on the object; large and soft, a vignette.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The system's</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The work area begins at this frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The work area ends at this frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The work area is the whole clip</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This effect is not installed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Three colours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Timecode</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Timeline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>To be fetched</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tools</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Track</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Track backward</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Track both ways</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Track forward</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Track from here to the in point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Track from here to the out point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Track the whole work area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tracking finished</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tracking runs on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tracking stopped at your prompt. Track again to go on from it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tracking stopped. What was tracked is kept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Transport</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn a shape off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn a shape on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn matte stages off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn matte stages on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn off {effect}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn on {effect}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turns all colours.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type what you want to do</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>UT Video with alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Unsaved changes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Untitled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use in this project</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use mask of</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use pictures as masks on this frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Verify</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>View</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Viewer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>WebM, VP9 with alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Weights (*.pt *.pth *.safetensors)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What counts as spill: 0 little, 1 much.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What it is compared with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What lies behind what is cut out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the click may mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the viewer shows (1 to 6)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wheel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where this view differs from the source</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Which channel is shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>White</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whole</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whole clip, {first} to {last} ({count} frames)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Width</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Width in per cent of the picture's height, inwards from the edge.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Width of the soft edge.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wipe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wipe compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With alpha, best a PNG.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With the sticker's own colour.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Without one, the font that comes with Masklet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Without saving, they are lost.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Work area, {first} to {last} ({count} frames)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write the matte, cut-out or composite to a file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write the proof of every frame beside it, on one page</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Written and proven, {frames} frames: {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom at the pointer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom the timeline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom timeline to fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom to 100 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom to fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>absent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>none: HH:MM:SS:FF to write one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not tracked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>prompted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>radius {radius}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>snaps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>stale: a prompt changed since</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tracked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{clip} is not as it was when this project was saved: {width} x {height}, {count} frames then, {new_width} x {new_height}, {new_count} frames now.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} frames have a mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{done:.0f} of {total:.0f} MB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{hours} h {minutes} min</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{key} is taken by “{actions}”: assigning it takes it away there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{masklet} has no effects yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{minutes} min {seconds} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{model} is as it was published.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{model} is ready to use.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} cannot be shown behind the cut-out: {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{seconds} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{timecode}, frame {frame}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{time} left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title} tool. {hint}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{what} “{name}” exists already{more}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>| begins a new line.</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>

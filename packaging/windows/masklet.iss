; Inno Setup: an installer of the program folder for Windows. Not tried yet: see packaging/README.md.
;   python packaging\build.py
;   iscc packaging\windows\masklet.iss

#define Version "0.1.0"

[Setup]
AppId={{5E0A3B52-6E1D-4C55-9C1B-3B1F5A1C7D10}
AppName=Masklet
AppVersion={#Version}
DefaultDirName={autopf}\Masklet
DefaultGroupName=Masklet
PrivilegesRequiredOverridesAllowed=dialog
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=masklet-{#Version}-setup
SetupIconFile=masklet.ico
UninstallDisplayIcon={app}\masklet.exe
ChangesAssociations=yes
ChangesEnvironment=yes
Compression=lzma2
ArchitecturesInstallIn64BitMode=x64compatible

[Files]
Source: "..\..\dist\masklet\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Masklet"; Filename: "{app}\masklet.exe"

[Tasks]
Name: path; Description: "Add the masklet command to the path"

[Registry]
Root: HKA; Subkey: "Software\Classes\.masklet"; ValueType: string; ValueData: "Masklet.Project"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Masklet.Project"; ValueType: string; ValueData: "Masklet project"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Masklet.Project\DefaultIcon"; ValueType: string; ValueData: "{app}\masklet.exe,0"
Root: HKA; Subkey: "Software\Classes\Masklet.Project\shell\open\command"; ValueType: string; ValueData: """{app}\masklet.exe"" ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path

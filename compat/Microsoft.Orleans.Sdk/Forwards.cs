using System.Runtime.CompilerServices;

// The package holds no code of its own: it brings the core.
[assembly: TypeForwardedTo(typeof(Orleans.Grain))]

using System.Runtime.CompilerServices;

// The package holds no code of its own: it brings the core, of which the client is a part.
[assembly: TypeForwardedTo(typeof(Orleans.Hosting.IClientBuilder))]

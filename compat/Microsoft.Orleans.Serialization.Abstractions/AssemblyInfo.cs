using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Microsoft.Orleans.Core")]

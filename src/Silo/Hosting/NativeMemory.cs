using System.Runtime.InteropServices;

namespace RagCluster.Silo.Hosting;

/// <summary>
/// How the C library keeps memory of SQLite, ONNX Runtime and the runtime itself. By default it makes up to eight arenas for each
/// processor, of which each keeps what its threads once took.
/// </summary>
internal static partial class NativeMemory
{
    // From malloc.h of the GNU C library.
    private const int ArenasMax = -8;
    private const int Arenas = 2;

    /// <summary>
    /// Limits the arenas; before the first thread that takes memory. Does nothing with a C library that has none, such as musl.
    /// </summary>
    internal static void LimitArenas()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "mallopt", out _))
            return;
        _ = SetOption(ArenasMax, Arenas);
    }

    /// <summary>Gives what is free back to the system.</summary>
    internal static void Trim()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "malloc_trim", out _))
            _ = Trim(0);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}

using System.ComponentModel;
using System.Runtime.InteropServices;

namespace RagCluster.Inference.Onnx;

/// <summary>
/// Keeps the calling thread on one core, by <c>sched_setaffinity</c> of Linux: .NET can do so for the whole process only.
/// </summary>
internal static partial class ThreadPin
{
    private const int CallingThread = 0;
    private const int MaskBytes = 512;
    private const int BitsOfByte = 8;

    /// <summary>Pins the calling thread; it must be one that ends with its work, and none of the thread pool's.</summary>
    /// <exception cref="Win32Exception">The system refused.</exception>
    public static void To(int core)
    {
        Span<byte> mask = stackalloc byte[MaskBytes];
        mask.Clear();
        mask[core / BitsOfByte] = (byte)(1 << (core % BitsOfByte));
        if (SetAffinity(CallingThread, MaskBytes, mask) != 0)
            throw new Win32Exception();
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nuint bytes, Span<byte> mask);
}

using System.Runtime.InteropServices;

namespace RagCluster.Shards.Disk;

/// <summary>
/// Memory outside the collector's, which the system gives page by page as it is written to, and gets back when nobody refers to it.
/// </summary>
internal sealed unsafe class NativeBlock : SafeHandle
{
    // A page: what is never loaded costs no memory.
    private const int Alignment = 4096;

    private readonly long _length;

    internal NativeBlock(long length)
        : base(0, ownsHandle: true)
    {
        _length = length;
        SetHandle((nint)NativeMemory.AlignedAlloc((nuint)length, Alignment));
        GC.AddMemoryPressure(length);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        GC.RemoveMemoryPressure(_length);
        return true;
    }
}

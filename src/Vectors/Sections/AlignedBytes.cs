using System.Runtime.CompilerServices;

namespace RagCluster.Vectors.Sections;

/// <summary>Memory of the process that starts at a cache line and stays in place, as a mapped file's does.</summary>
internal static class AlignedBytes
{
    private const int Alignment = 64;

    internal static unsafe Memory<byte> Allocate(long length)
    {
        byte[] bytes = GC.AllocateArray<byte>(checked((int)(length + Alignment)), pinned: true);
        nuint start = (nuint)Unsafe.AsPointer(ref bytes[0]);
        int skip = (int)((Alignment - start % Alignment) % Alignment);
        return bytes.AsMemory(skip, (int)length);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>
/// What a search writes to, kept for each thread so that a query allocates nothing: the nodes seen (a bit each, cleared by the list of
/// those set), the nodes of one expansion, and the beam.
/// </summary>
internal sealed unsafe class SearchScratch
{
    [ThreadStatic]
    private static SearchScratch? _ofThread;

    private ulong[] _seen = [];
    private int[] _touched = [];
    private long[] _beam = [];
    private CodeBuffer? _codes;
    private CodeBuffer? _otherCodes;

    internal static SearchScratch OfThread => _ofThread ??= new SearchScratch();

    /// <summary>Drops the thread's scratch after a search that ended in the middle.</summary>
    internal static void Discard() => _ofThread = null;

    /// <summary>A bit for each node: seen in this search.</summary>
    internal ulong* Seen { get; private set; }

    /// <summary>The nodes whose bits are set, in the order seen.</summary>
    internal int* Touched { get; private set; }

    /// <summary>How many nodes are touched.</summary>
    internal int TouchedCount { get; set; }

    /// <summary>The candidates, nearest first: distance in the upper half, node and the bit "expanded" in the lower.</summary>
    internal long* Beam { get; private set; }

    /// <summary>Makes room.</summary>
    internal void Prepare(int nodeCount, int beamCount)
    {
        int words = (nodeCount + 63) / 64;
        if (_seen.Length < words || _touched.Length < nodeCount)
            Clear();
        if (_seen.Length < words)
        {
            _seen = Pinned<ulong>(words);
            Seen = (ulong*)Unsafe.AsPointer(ref _seen[0]);
        }

        if (_touched.Length < nodeCount)
        {
            _touched = Pinned<int>(nodeCount);
            Touched = (int*)Unsafe.AsPointer(ref _touched[0]);
        }

        if (_beam.Length < beamCount + 1)
        {
            _beam = Pinned<long>(beamCount + 1);
            Beam = (long*)Unsafe.AsPointer(ref _beam[0]);
        }
    }

    /// <summary>Room for a query's codes.</summary>
    internal CodeBuffer CodesFor(int dimensions) => Sized(ref _codes, dimensions);

    /// <summary>Room for the codes of what is compared besides the query.</summary>
    internal CodeBuffer OtherCodesFor(int dimensions) => Sized(ref _otherCodes, dimensions);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasSeen(int node) => (Seen[node >> 6] >> node & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void MarkSeen(int node)
    {
        Seen[node >> 6] |= 1UL << node;
        Touched[TouchedCount++] = node;
    }

    /// <summary>Forgets the nodes seen.</summary>
    internal void Clear()
    {
        for (int i = 0; i < TouchedCount; i++)
            Seen[Touched[i] >> 6] = 0;
        TouchedCount = 0;
    }

    private static CodeBuffer Sized(ref CodeBuffer? buffer, int dimensions) =>
        buffer?.Query.Stride == CodeBuffer.StrideOf(dimensions) ? buffer : buffer = new CodeBuffer(dimensions);

    private static T[] Pinned<T>(int count) => GC.AllocateArray<T>((int)BitOperations.RoundUpToPowerOf2((uint)count), pinned: true);
}

namespace RagCluster.Vectors.Codes;

/// <summary>
/// A query's codes in the two forms that the kernels read: 16 bits wide, where a kernel would widen them for every row anew, and 8 bits,
/// with their sum. Both lie in pinned memory of <see cref="CodeBuffer"/> and are padded with zeros to the stride.
/// </summary>
internal readonly unsafe struct CodedQuery(short* wide, sbyte* narrow, int stride)
{
    internal readonly short* Wide = wide;
    internal readonly sbyte* Narrow = narrow;

    // Invariant: a multiple of 64, so that no kernel has a tail.
    internal readonly int Stride = stride;
}

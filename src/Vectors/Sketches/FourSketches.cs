namespace RagCluster.Vectors.Sketches;

/// <summary>Where four sketches lie.</summary>
internal readonly unsafe ref struct FourSketches(sbyte* a, sbyte* b, sbyte* c, sbyte* d)
{
    internal readonly sbyte* A = a;
    internal readonly sbyte* B = b;
    internal readonly sbyte* C = c;
    internal readonly sbyte* D = d;
}

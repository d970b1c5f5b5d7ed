namespace RagCluster.Vectors.Graphs;

/// <summary>
/// One layer of the graph in memory that the caller keeps in place: the codes of its nodes and their neighbours, <see cref="Degree"/> a
/// node, ended early by <see cref="NoNode"/>.
/// </summary>
internal unsafe struct GraphLayer
{
    internal const int NoNode = -1;

    internal sbyte* Codes;
    internal int* Links;
    internal int Stride;
    internal int Degree;
    internal int Count;

    // Squared lengths of the codes; only where distances need them.
    internal int* Norms;

    // What lifts rows of inner-product search onto a sphere, only while the graph is built.
    internal int* Heights;

    internal readonly sbyte* CodesOf(int node) => Codes + (nint)node * Stride;

    internal readonly int* LinksOf(int node) => Links + (nint)node * Degree;
}

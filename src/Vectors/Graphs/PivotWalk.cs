namespace RagCluster.Vectors.Graphs;

/// <summary>An order of a layer's nodes in which neighbours tend to follow each other: depth first, nearest link first.</summary>
internal static unsafe class PivotWalk
{
    /// <summary>The place of each node in the walk.</summary>
    internal static int[] Rank(GraphLayer layer)
    {
        int[] rank = new int[layer.Count];
        Array.Fill(rank, GraphLayer.NoNode);
        Stack<int> open = new();
        int next = 0;
        for (int start = 0; start < layer.Count; start++)
        {
            open.Push(start);
            while (open.TryPop(out int node))
            {
                if (rank[node] != GraphLayer.NoNode)
                    continue;
                rank[node] = next++;
                if (layer.Links == null)
                    continue;
                for (int i = layer.Degree - 1; i >= 0; i--)
                {
                    int neighbour = layer.LinksOf(node)[i];
                    if (neighbour != GraphLayer.NoNode && rank[neighbour] == GraphLayer.NoNode)
                        open.Push(neighbour);
                }
            }
        }

        return rank;
    }
}

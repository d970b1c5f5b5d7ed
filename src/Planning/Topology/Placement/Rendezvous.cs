namespace RagCluster.Planning.Topology.Placement;

/// <summary>
/// Weighted rendezvous hashing (Thaler and Ravishankar, 1998; weights by Schindelhauer and Schomaker, 2005): every part ranks all nodes,
/// and a node that comes or goes changes the rank of no other.
/// </summary>
public static class Rendezvous
{
    /// <summary>The nodes by their rank for a part, the best first; equal ones by name.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="nodes">The nodes.</param>
    public static IReadOnlyList<PlacementNode> Rank(string part, IEnumerable<PlacementNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(nodes);
        return
        [
            .. nodes
                .OrderByDescending(node => Score(part, node))
                .ThenBy(node => node.Name, StringComparer.Ordinal)
                .ThenBy(node => node.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>How strongly a part is drawn to a node.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="node">The node.</param>
    public static double Score(string part, PlacementNode node)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(node);
        // 53 bits as a number strictly between 0 and 1.
        double uniform = ((Hash(part, node.Name) >> 11) + 0.5) / (1UL << 53);
        return -node.Capacity / Math.Log(uniform);
    }

    // FNV-1a and the finalizer of MurmurHash3: the same in every process, and short names that differ in one character end far apart.
    private static ulong Hash(string part, string node)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in part)
            hash = (hash ^ c) * 1099511628211;
        hash = (hash ^ 0xFFFF) * 1099511628211;
        foreach (char c in node)
            hash = (hash ^ c) * 1099511628211;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}

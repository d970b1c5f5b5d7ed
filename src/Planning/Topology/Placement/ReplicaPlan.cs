namespace RagCluster.Planning.Topology.Placement;

/// <summary>
/// Which nodes hold the replicas of a collection's shards: never two of one shard on one node, every node near its share, and as few moves
/// as that allows. Rendezvous ranks with bounded loads (Mirrokni, Thorup and Zadimoghaddam, "Consistent hashing with bounded loads", SODA
/// 2018). Pure: same input, same plan.
/// </summary>
public sealed class ReplicaPlan
{
    private readonly string _name;
    private readonly int _replicas;
    private readonly PlacementNode[] _nodes;
    private readonly Dictionary<string, int> _load = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _share = new(StringComparer.Ordinal);
    private readonly List<PlacementNode>[] _holders;

    private ReplicaPlan(string name, int shards, int replicas, IReadOnlyCollection<PlacementNode> nodes)
    {
        _name = name;
        _replicas = Math.Min(replicas, nodes.Count);
        _nodes = [.. nodes.OrderBy(node => node.Name, StringComparer.Ordinal).ThenBy(node => node.Id, StringComparer.Ordinal)];
        _holders = [.. Enumerable.Range(0, shards).Select(_ => new List<PlacementNode>())];
        double capacity = _nodes.Sum(node => node.Capacity);
        foreach (PlacementNode node in _nodes)
        {
            _load[node.Id] = 0;
            // The tiny subtraction keeps an exact share from being rounded up.
            _share[node.Id] = Math.Max(1, (int)Math.Ceiling((shards * _replicas * node.Capacity / capacity) - 1e-9));
        }
    }

    /// <summary>Plans.</summary>
    /// <param name="name">The collection's name.</param>
    /// <param name="replicas">Replicas wanted of each shard; fewer are planned where there are fewer nodes.</param>
    /// <param name="nodes">The nodes; each id once.</param>
    /// <param name="current">For each shard the ids of the nodes that hold it now, those to keep first at the front.</param>
    /// <returns>For each shard the ids of the nodes that should hold it.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Make(
        string name,
        int replicas,
        IReadOnlyCollection<PlacementNode> nodes,
        IReadOnlyList<IReadOnlyList<string>> current
    )
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(current);
        if (nodes.Count == 0)
            return [.. current.Select(_ => Array.Empty<string>())];
        ReplicaPlan plan = new(name, current.Count, replicas, nodes);
        plan.Keep(current);
        plan.Fill();
        plan.Relieve();
        return [.. plan._holders.Select(holders => holders.Select(node => node.Id).ToArray())];
    }

    private void Keep(IReadOnlyList<IReadOnlyList<string>> current)
    {
        Dictionary<string, PlacementNode> nodes = _nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        for (int shard = 0; shard < _holders.Length; shard++)
        {
            foreach (string id in current[shard].Distinct(StringComparer.Ordinal).Where(nodes.ContainsKey).Take(_replicas))
                Add(shard, nodes[id]);
        }
    }

    private void Fill()
    {
        for (int shard = 0; shard < _holders.Length; shard++)
        {
            while (_holders[shard].Count < _replicas)
                Add(shard, Best(shard, underShareOnly: true) ?? Best(shard, underShareOnly: false)!);
        }
    }

    // What a node holds above its share goes where there is room, the part that is drawn to it least first.
    private void Relieve()
    {
        foreach (PlacementNode node in _nodes)
        {
            IEnumerable<int> held = Enumerable
                .Range(0, _holders.Length)
                .Where(shard => _holders[shard].Contains(node))
                .OrderBy(shard => Rendezvous.Score(Part(shard), node))
                .ToArray();
            foreach (int shard in held.TakeWhile(_ => _load[node.Id] > _share[node.Id]))
            {
                if (Best(shard, underShareOnly: true) is not { } other)
                    continue;
                _holders[shard].Remove(node);
                _load[node.Id]--;
                Add(shard, other);
            }
        }
    }

    private PlacementNode? Best(int shard, bool underShareOnly)
    {
        IEnumerable<PlacementNode> open = _nodes.Where(node => !_holders[shard].Contains(node));
        return underShareOnly
            ? Rendezvous.Rank(Part(shard), open.Where(node => _load[node.Id] < _share[node.Id])).FirstOrDefault()
            : open.OrderBy(node => _load[node.Id] / node.Capacity)
                .ThenByDescending(node => Rendezvous.Score(Part(shard), node))
                .FirstOrDefault();
    }

    private void Add(int shard, PlacementNode node)
    {
        _holders[shard].Add(node);
        _load[node.Id]++;
    }

    private string Part(int shard) => FormattableString.Invariant($"{_name}/{shard}");
}

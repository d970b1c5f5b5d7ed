using System.Runtime.InteropServices;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>
/// Links the nodes of one layer. Nodes come in batches: those of a batch search the graph as it was before the batch, then all their links
/// are added (Manohar et al. 2024, "ParlayANN"). Neither step depends on who does which part when, so any number of threads makes the same
/// graph, without a lock. Lists may overflow during the build and are pruned when the room is used up: one pruning for many links.
/// </summary>
internal sealed unsafe class LayerBuilder
{
    // A batch of at most this share of the nodes linked so far: nodes of a batch don't find each other.
    private const int BatchShare = 50;
    private const int BatchMax = 4096;

    // Below this many nodes handing work to threads costs more than it saves.
    private const int ParallelMin = 32;

    private readonly GraphLayer _layer;
    private readonly LinkingOptions _options;
    private readonly int _dimensions;
    private readonly int[] _counts;
    private readonly ParallelOptions _parallel;

    /// <summary>Starts with an empty layer.</summary>
    /// <param name="layer">Codes, norms and, as links, the overflowing lists.</param>
    /// <param name="dimensions">Values of a row.</param>
    /// <param name="options">How to link.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    internal LayerBuilder(GraphLayer layer, int dimensions, LinkingOptions options, ParallelOptions parallel)
    {
        _layer = layer;
        _options = options;
        _dimensions = dimensions;
        _counts = new int[layer.Count];
        _parallel = parallel;
    }

    /// <summary>Gives a node links that are known already.</summary>
    internal void Adopt(int node, ReadOnlySpan<int> links)
    {
        links.CopyTo(new Span<int>(_layer.LinksOf(node), _layer.Degree));
        Take(node, links.Length);
    }

    /// <summary>Goes on with lists that another builder finished.</summary>
    internal void Resume() =>
        ForEach(
            _layer.Count,
            node =>
            {
                int count = new ReadOnlySpan<int>(_layer.LinksOf(node), _layer.Degree).IndexOf(GraphLayer.NoNode);
                _counts[node] = count < 0 ? _layer.Degree : count;
            }
        );

    /// <summary>Links nodes in their order.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="seeds">For each the linked node to search from.</param>
    /// <param name="linked">Nodes linked before; with none the first one starts the layer.</param>
    /// <param name="progress">Told how many nodes of the layer are linked.</param>
    internal void Insert(ReadOnlyMemory<int> nodes, ReadOnlyMemory<int> seeds, int linked, IProgress<int>? progress)
    {
        int done = linked == 0 ? 1 : 0;
        while (done < nodes.Length)
        {
            int size = Math.Min(Math.Clamp((linked + done) / BatchShare, 1, BatchMax), nodes.Length - done);
            InsertBatch(nodes.Slice(done, size), seeds.Slice(done, size));
            done += size;
            progress?.Report(linked + done);
        }
    }

    /// <summary>Writes the links of every node, pruned to the final degree and ended by <see cref="GraphLayer.NoNode"/>.</summary>
    internal void Finish(int* links, int degree) =>
        ForEach(
            _layer.Count,
            node =>
            {
                Span<int> target = new(links + (nint)node * degree, degree);
                int count = _counts[node];
                if (count > degree)
                    count = Prune(node, new ReadOnlySpan<int>(_layer.LinksOf(node), count), target);
                else
                    new ReadOnlySpan<int>(_layer.LinksOf(node), count).CopyTo(target);
                target[count..].Fill(GraphLayer.NoNode);
            }
        );

    private void InsertBatch(ReadOnlyMemory<int> nodes, ReadOnlyMemory<int> seeds)
    {
        ForEach(nodes.Length, i => LinkForward(nodes.Span[i], seeds.Span[i]));
        List<long> edges = new(nodes.Length * _options.ForwardMax);
        foreach (int node in nodes.Span)
        {
            for (int i = 0; i < _counts[node]; i++)
                edges.Add(((long)_layer.LinksOf(node)[i] << 32) | (uint)node);
        }

        edges.Sort();
        List<int> starts = new();
        for (int i = 0; i < edges.Count; i++)
        {
            if (i == 0 || edges[i] >> 32 != edges[i - 1] >> 32)
                starts.Add(i);
        }

        starts.Add(edges.Count);
        ForEach(starts.Count - 1, i => LinkBack(CollectionsMarshal.AsSpan(edges)[starts[i]..starts[i + 1]]));
    }

    private void LinkForward(int node, int seed)
    {
        SearchScratch scratch = SearchScratch.OfThread;
        scratch.Prepare(_layer.Count, _options.Width);
        CodedQuery codes = scratch.CodesFor(_dimensions).Load(_layer.CodesOf(node));
        BuildDistance distance = DistanceFrom(node);
        scratch.Beam[0] = BeamSearch.KeyOf(distance.To(_layer, codes, seed), seed);
        int found = BeamSearch.Run(_layer, codes, distance, scratch, new BeamLimits(_options.Width, 1));
        LinkPruning pruning = new(_layer, _options.Alpha, scratch.OtherCodesFor(_dimensions));
        Take(node, pruning.Choose(new ReadOnlySpan<long>(scratch.Beam, found), new Span<int>(_layer.LinksOf(node), _options.ForwardMax)));
    }

    // Edges of one target: the target in the upper half, the source in the lower.
    private void LinkBack(ReadOnlySpan<long> edges)
    {
        int target = (int)(edges[0] >> 32);
        int* links = _layer.LinksOf(target);
        Span<int> kept = stackalloc int[_options.Degree];
        foreach (long edge in edges)
        {
            if (_counts[target] == _layer.Degree)
            {
                int count = Prune(target, new ReadOnlySpan<int>(links, _counts[target]), kept);
                kept[..count].CopyTo(new Span<int>(links, count));
                _counts[target] = count;
            }

            links[_counts[target]++] = (int)edge;
        }

        Take(target, _counts[target]);
    }

    private void Take(int node, int count)
    {
        _counts[node] = count;
        if (count < _layer.Degree)
            _layer.LinksOf(node)[count] = GraphLayer.NoNode;
    }

    private int Prune(int node, ReadOnlySpan<int> links, Span<int> chosen)
    {
        Span<long> keys = stackalloc long[links.Length];
        SearchScratch scratch = SearchScratch.OfThread;
        CodedQuery codes = scratch.CodesFor(_dimensions).Load(_layer.CodesOf(node));
        BuildDistance distance = DistanceFrom(node);
        for (int i = 0; i < links.Length; i++)
            keys[i] = BeamSearch.KeyOf(distance.To(_layer, codes, links[i]), links[i]);
        keys.Sort();
        return new LinkPruning(_layer, _options.Alpha, scratch.OtherCodesFor(_dimensions)).Choose(keys, chosen);
    }

    private BuildDistance DistanceFrom(int node) => new(_layer.Norms[node], _layer.Heights == null ? 0 : _layer.Heights[node]);

    private void ForEach(int count, Action<int> action)
    {
        if (count >= ParallelMin && _parallel.MaxDegreeOfParallelism != 1)
        {
            Parallel.For(0, count, _parallel, action);
            return;
        }

        _parallel.CancellationToken.ThrowIfCancellationRequested();
        for (int i = 0; i < count; i++)
            action(i);
    }
}

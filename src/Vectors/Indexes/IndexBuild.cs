using System.Runtime.InteropServices;
using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Sections;
using RagCluster.Vectors.Sketches;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// One build. The upper layers come first, from the last down; then every row is led to the upper node nearest to it, and base nodes are
/// numbered by a walk over those: what a search reads together lies together, which spares more cache and address-translation misses than
/// any other arrangement of the search did. Then the base layer is linked in random order, each row from its upper node.
/// </summary>
internal sealed unsafe class IndexBuild
{
    // Room for links that come back, before a node's list is pruned.
    private const float Slack = 1.5f;
    private const int DescentWidth = 4;

    // At most this share of the rows is held back to measure the graph without them.
    private const int HeldBackShare = 10;

    private readonly IVectorRows _rows;
    private readonly BuildPlan _plan;
    private readonly VectorIndexOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly Memory<byte> _section;
    private readonly byte* _start;
    private readonly BuildNorms _norms;

    internal IndexBuild(IVectorRows rows, BuildPlan plan, VectorIndexOptions options, CancellationToken cancellationToken)
    {
        _rows = rows;
        _plan = plan;
        _options = options;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        _section = AlignedBytes.Allocate(plan.Layout.Length);
        _start = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(_section.Span));
        _norms = new BuildNorms(plan.Shape);
    }

    private IndexShape Shape => _plan.Shape;

    internal VectorIndex Run()
    {
        MemoryMarshal.AsBytes(_plan.Scale.Mean).CopyTo(_section.Span[(int)_plan.Layout.Mean..]);
        new EffortTable([
            [],
            [],
        ]).Write(_section.Span[(int)_plan.Layout.Efforts..]);
        new SlackTable(
            Reach(),
            [
                [],
                [],
            ]
        ).Write(_section.Span[(int)_plan.Layout.Slacks..]);
        _plan.Sketches?.Scale.Write(_section.Span[(int)_plan.Layout.SketchScale..]);
        WriteHeader();
        if (Shape.NodeCount > 0)
            LinkAll();
        return VectorIndex.Open(_section, _rows);
    }

    private void WriteHeader() => new IndexHeader(Shape, _plan.Scale.Step, _norms.Mean).Write(_section.Span, _plan.Layout.Length);

    private void LinkAll()
    {
        if (Shape.Metric == Distances.Metric.Dot)
            _norms.Longest = LongestNorm();
        GraphLayer[] upper = BuildUpper();
        int[] pivots = FindPivots(upper);
        int[] nodeOfOrder = Number(upper, pivots);
        GraphLayer finished = BaseLayer();
        EncodeBase(finished, nodeOfOrder);
        WriteHeader();
        int degree = (int)(Shape.Degree * Slack);
        int[] links = GC.AllocateUninitializedArray<int>(checked(Shape.NodeCount * degree), pinned: true);
        links.AsSpan().Fill(GraphLayer.NoNode);
        GraphLayer growing = finished with { Degree = degree, Links = (int*)Marshal.UnsafeAddrOfPinnedArrayElement(links, 0) };
        LayerBuilder builder = new(
            growing,
            Shape.Dimensions,
            new LinkingOptions(Shape.Degree, ForwardMax, _options.BuildWidth, _options.Alpha),
            _parallel
        );
        int first = Shape.UpperCount;
        int last = Shape.NodeCount - Math.Min(_options.CalibrationRows, (Shape.NodeCount - first) / HeldBackShare);
        for (int i = 0; i < first; i++)
            builder.Adopt(nodeOfOrder[i], LinksAbove(upper, 0, i, nodeOfOrder));
        int[] seeds = [.. pivots.Select(pivot => nodeOfOrder[pivot])];
        builder.Insert(nodeOfOrder.AsMemory(first..last), seeds.AsMemory(first..last), first, _options.Progress);
        builder.Finish(finished.Links, Shape.Degree);
        GC.KeepAlive(links);
        Calibrate(last);
        LayerBuilder rest = new(
            finished,
            Shape.Dimensions,
            new LinkingOptions(Shape.Degree, ForwardMax, _options.BuildWidth, _options.Alpha),
            _parallel
        );
        rest.Resume();
        rest.Insert(nodeOfOrder.AsMemory(last..), seeds.AsMemory(last..), last, _options.Progress);
    }

    private void Calibrate(int last)
    {
        ulong[] linked = new ulong[(Shape.RowCount + 63) / 64];
        foreach (int row in _plan.Order.AsSpan(..last))
            linked[row >> 6] |= 1UL << row;
        VectorIndex index = VectorIndex.Open(_section, _rows);
        EffortTable efforts = new EffortCalibration(index, _rows, _parallel).Measure(_plan.Order[last..], linked, last);
        SlackCalibration calibration = new(index, _rows, _parallel);
        SlackQuery[] queries = calibration.Draw(_plan.Order.AsSpan(last..), _plan.Order.AsSpan(..last), _options.Seed);
        SlackTable slacks = calibration.Measure(queries, linked, last, Reach());
        efforts.Write(_section.Span[(int)_plan.Layout.Efforts..]);
        slacks.Write(_section.Span[(int)_plan.Layout.Slacks..]);
    }

    // Rows compared by their cosine have length 1.
    private float Reach() =>
        Shape.Metric == Distances.Metric.Dot ? _plan.Order.Max(row => MathF.Sqrt(Distances.VectorMath.Dot(_rows[row], _rows[row]))) : 1;

    private int LongestNorm()
    {
        int longest = 0;
        int stride = CodeBuffer.StrideOf(Shape.Dimensions);
        Span<sbyte> codes = stackalloc sbyte[stride];
        fixed (sbyte* start = codes)
        {
            foreach (int row in _plan.Order)
            {
                _plan.Scale.EncodeRow(_rows[row], codes);
                longest = Math.Max(longest, _norms.Of(start, stride).Norm);
            }
        }

        return longest;
    }

    private int ForwardMax => Math.Max(2, Shape.Degree * 3 / 4);

    private GraphLayer BaseLayer() =>
        new()
        {
            Codes = (sbyte*)(_start + _plan.Layout.Codes),
            Links = (int*)(_start + _plan.Layout.Links),
            Stride = CodeBuffer.StrideOf(Shape.Dimensions),
            Degree = Shape.Degree,
            Count = Shape.NodeCount,
            Norms = _norms.Base,
            Heights = _norms.BaseHeights,
        };

    private GraphLayer[] BuildUpper()
    {
        int stride = CodeBuffer.StrideOf(Shape.Dimensions);
        sbyte* codes = (sbyte*)(_start + _plan.Layout.UpperCodes);
        ForEach(Shape.UpperCount, i => _plan.Scale.EncodeRow(_rows[_plan.Order[i]], new Span<sbyte>(codes + (nint)i * stride, stride)));
        _norms.MeasureUpper(codes, stride);
        GraphLayer[] layers = new GraphLayer[Shape.LayerSizes.Length];
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            layers[i] = new GraphLayer
            {
                Codes = codes,
                Stride = stride,
                Degree = Shape.UpperDegree,
                Count = Shape.LayerSizes[i],
                Norms = _norms.Upper,
                Heights = _norms.UpperHeights,
            };
            if (i == layers.Length - 1)
                continue;
            layers[i].Links = (int*)(_start + _plan.Layout.UpperLinks[i]);
            BuildUpperLayer(layers, i);
        }

        return layers;
    }

    private void BuildUpperLayer(GraphLayer[] layers, int index)
    {
        GraphLayer finished = layers[index];
        int degree = (int)(Shape.UpperDegree * Slack);
        int[] links = GC.AllocateUninitializedArray<int>(finished.Count * degree, pinned: true);
        links.AsSpan().Fill(GraphLayer.NoNode);
        GraphLayer growing = finished with { Degree = degree, Links = (int*)Marshal.UnsafeAddrOfPinnedArrayElement(links, 0) };
        LinkingOptions options = new(Shape.UpperDegree, Shape.UpperDegree, _options.BuildWidth, _options.Alpha);
        LayerBuilder builder = new(growing, Shape.Dimensions, options, _parallel);
        int[] nodes = [.. Enumerable.Range(0, finished.Count)];
        int above = layers[index + 1].Count;
        if (index == layers.Length - 2)
        {
            above = 0;
        }
        else
        {
            for (int i = 0; i < above; i++)
                builder.Adopt(i, LinksAbove(layers, index + 1, i, nodes));
        }

        int[] seeds = new int[nodes.Length];
        ForEach(
            nodes.Length - above,
            i => seeds[above + i] = above == 0 ? 0 : Nearest(layers, index + 1, finished.CodesOf(above + i), _norms.OfUpper(above + i))
        );
        builder.Insert(nodes.AsMemory(above), seeds.AsMemory(above), above, null);
        builder.Finish(finished.Links, Shape.UpperDegree);
        GC.KeepAlive(links);
    }

    private static int[] LinksAbove(GraphLayer[] layers, int index, int node, int[] numbers)
    {
        GraphLayer layer = layers[index];
        if (layer.Links == null)
            return [.. Enumerable.Range(0, layer.Count).Where(other => other != node).Take(layer.Degree).Select(other => numbers[other])];
        List<int> links = new();
        for (int i = 0; i < layer.Degree && layer.LinksOf(node)[i] != GraphLayer.NoNode; i++)
            links.Add(numbers[layer.LinksOf(node)[i]]);
        return [.. links];
    }

    private int Nearest(GraphLayer[] layers, int target, sbyte* codes, (int Norm, int Height) size)
    {
        SearchScratch scratch = SearchScratch.OfThread;
        CodedQuery query = scratch.CodesFor(Shape.Dimensions).Load(codes);
        scratch.Prepare(layers[target].Count, DescentWidth);
        GraphDescent.Run(layers, target, query, new BuildDistance(size.Norm, size.Height), DescentWidth);
        return BeamSearch.NodeOf(scratch.Beam[0]);
    }

    // For each place of the order the upper node nearest to its row.
    private int[] FindPivots(GraphLayer[] upper)
    {
        int[] pivots = new int[_plan.Order.Length];
        int stride = CodeBuffer.StrideOf(Shape.Dimensions);
        ForEach(
            pivots.Length,
            i =>
            {
                if (i < Shape.UpperCount)
                {
                    pivots[i] = i;
                    return;
                }

                Span<sbyte> codes = stackalloc sbyte[stride];
                _plan.Scale.EncodeRow(_rows[_plan.Order[i]], codes);
                fixed (sbyte* start = codes)
                    pivots[i] = Nearest(upper, 0, start, _norms.Of(start, stride));
            }
        );
        return pivots;
    }

    // Nodes of one pivot get neighbouring numbers, and pivots theirs in the order of a walk over their graph.
    private int[] Number(GraphLayer[] upper, int[] pivots)
    {
        int[] rank = PivotWalk.Rank(upper[0]);
        int[] places = [.. Enumerable.Range(0, pivots.Length)];
        long[] keys = [.. places.Select(i => ((long)rank[pivots[i]] << 32) | (uint)i)];
        Array.Sort(keys, places);
        int[] nodes = new int[pivots.Length];
        for (int node = 0; node < places.Length; node++)
            nodes[places[node]] = node;
        return nodes;
    }

    private void EncodeBase(GraphLayer layer, int[] nodeOfOrder)
    {
        Span<int> nodeOfRow = Ints(_plan.Layout.NodeOfRow, Shape.RowCount);
        nodeOfRow.Fill(GraphLayer.NoNode);
        for (int i = 0; i < nodeOfOrder.Length; i++)
        {
            Ints(_plan.Layout.RowOfNode, Shape.NodeCount)[nodeOfOrder[i]] = _plan.Order[i];
            nodeOfRow[_plan.Order[i]] = nodeOfOrder[i];
            if (i < Shape.UpperCount)
                Ints(_plan.Layout.UpperNodes, Shape.UpperCount)[i] = nodeOfOrder[i];
        }

        ForEach(
            Shape.NodeCount,
            node =>
            {
                int row = Ints(_plan.Layout.RowOfNode, Shape.NodeCount)[node];
                _plan.Scale.EncodeRow(_rows[row], new Span<sbyte>(layer.CodesOf(node), layer.Stride));
            }
        );
        if (Shape.HasBits)
            EncodeBits();
        if (_plan.Sketches is { } sketches)
            EncodeSketches(layer, sketches);
        _norms.MeasureBase(layer);
        if (Shape.Metric == Distances.Metric.Euclidean)
            _norms.CopyTo(Ints(_plan.Layout.Norms, Shape.NodeCount), Ints(_plan.Layout.UpperNorms, Shape.UpperCount));
    }

    private void EncodeBits()
    {
        BitShape shape = new(Shape.Dimensions);
        int blocks = (int)(shape.BytesOf(Shape.NodeCount) / shape.BlockBytes);
        Parallel.For(
            0,
            blocks,
            _parallel,
            () => new BitEncoder(_plan.Scale.Mean, Shape.Metric),
            (block, _, encoder) =>
            {
                Span<byte> target = new(_start + _plan.Layout.Bits + ((nint)block * shape.BlockBytes), shape.BlockBytes);
                int first = block * BitShape.BlockRows;
                for (int place = 0; place < Math.Min(BitShape.BlockRows, Shape.NodeCount - first); place++)
                    encoder.Encode(_rows[Ints(_plan.Layout.RowOfNode, Shape.NodeCount)[first + place]], target, place);
                return encoder;
            },
            _ => { }
        );
    }

    private void EncodeSketches(GraphLayer layer, SketchFit fit)
    {
        sbyte* directions = (sbyte*)(_start + _plan.Layout.Directions);
        fit.Directions.CopyTo(new Span<sbyte>(directions, fit.Directions.Length));
        ForEach(
            Shape.NodeCount,
            node =>
            {
                Span<int> values = stackalloc int[SketchShape.Values];
                SketchEncoder.Project(SearchScratch.OfThread.CodesFor(Shape.Dimensions).Load(layer.CodesOf(node)), directions, values);
                SketchEncoder.Encode(
                    values,
                    fit.Scale.Step,
                    new Span<sbyte>(_start + _plan.Layout.Sketches + ((nint)node * SketchShape.Values), SketchShape.Values)
                );
            }
        );
    }

    private Span<int> Ints(long offset, int count) => new(_start + offset, count);

    private void ForEach(int count, Action<int> action) => Parallel.For(0, count, _parallel, action);
}

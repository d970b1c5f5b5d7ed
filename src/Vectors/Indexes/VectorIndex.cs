using System.Runtime.InteropServices;
using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Rows;
using RagCluster.Vectors.Sections;
using RagCluster.Vectors.Sketches;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// An approximate index over immutable rows: a graph on int8 codes finds candidates, the original floats order them. It works where its
/// bytes lie, in memory or in a mapped file, and copies nothing. Safe for concurrent use; a search allocates nothing.
/// </summary>
public sealed class VectorIndex
{
    private const int UpperLayersMax = 8;

    // So few rows are compared in the time that the narrowest search of the graph takes, and none is missed.
    private const int ScannedMax = 1000;

    // Up to this target a scan may lose a row in two hundred.
    private const double EarlyRecallMax = 0.99;

    // A scan to this target may leave a row by 2.1 deviations of its sketch: it loses one near row in sixty, and no other.
    private const double ScanRecallMax = 0.95;
    private const double ScanSketchShare = 0.84;

    // Making a query's sketch costs as much as comparing the codes of so many rows.
    private const int SketchRowsMin = 300;

    // So far beyond what is expected, one near row in a hundred thousand is missed; only a target beyond 0.999 has every row compared.
    private const double DeviationsMost = 4.3;
    private const double DeviationsRecallMax = 0.999;
    private const double BitDeviationsMost = 3.3;

    private readonly ReadOnlyMemory<byte> _section;
    private readonly IndexShape _shape;
    private readonly IndexLayout _layout;
    private readonly CodeScale _scale;
    private readonly EffortTable _efforts;
    private readonly SlackTable _slacks;
    private readonly SketchScale _sketches;
    private readonly IVectorRows _rows;
    private readonly float _meanNorm;

    private VectorIndex(ReadOnlyMemory<byte> section, IndexHeader header, IVectorRows rows)
    {
        _section = section;
        _shape = header.Shape;
        _layout = new IndexLayout(header.Shape);
        _rows = rows;
        _meanNorm = header.MeanNorm;
        ReadOnlySpan<byte> bytes = section.Span;
        ReadOnlySpan<byte> mean = bytes.Slice((int)_layout.Mean, _shape.Dimensions * sizeof(float));
        _scale = new CodeScale(MemoryMarshal.Cast<byte, float>(mean).ToArray(), header.Step);
        _efforts = EffortTable.Read(bytes.Slice((int)_layout.Efforts, IndexLayout.EffortBytes));
        _slacks = SlackTable.Read(bytes.Slice((int)_layout.Slacks, SlackTable.Bytes));
        _sketches = _shape.HasSketches ? SketchScale.Read(bytes.Slice((int)_layout.SketchScale, SketchShape.ScaleBytes)) : default;
    }

    /// <summary>How vectors are compared.</summary>
    public Metric Metric => _shape.Metric;

    /// <summary>Values of one row.</summary>
    public int Dimensions => _shape.Dimensions;

    /// <summary>Rows that have a vector in the index.</summary>
    public int Count => _shape.NodeCount;

    /// <summary>The index's bytes, to be written to a file and opened from there.</summary>
    public ReadOnlyMemory<byte> Section => _section;

    /// <summary>Opens an index over its bytes, which stay where they are and valid as long as it is used.</summary>
    /// <param name="section">What <see cref="Section"/> was; best at a multiple of 64.</param>
    /// <param name="rows">The rows that it was built from.</param>
    /// <exception cref="InvalidVectorSectionException">The bytes are no index of this version, or not one of these rows.</exception>
    public static VectorIndex Open(ReadOnlyMemory<byte> section, IVectorRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        IndexHeader header = IndexHeader.Read(section.Span);
        if (header.Shape.Dimensions != rows.Dimensions || header.Shape.RowCount != rows.Count)
        {
            throw new InvalidVectorSectionException(
                $"The index is of {header.Shape.RowCount} rows of {header.Shape.Dimensions}, not of {rows.Count} rows of {rows.Dimensions}."
            );
        }

        return new VectorIndex(section, header, rows);
    }

    /// <summary>Writes the index's bytes.</summary>
    /// <param name="target">Where to.</param>
    public void WriteTo(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Write(_section.Span);
    }

    /// <summary>The beam by which a search reaches a recall.</summary>
    /// <param name="limit">Neighbours wanted.</param>
    /// <param name="recall">The share of the true neighbours to find, below 1.</param>
    public int EffortFor(int limit, double recall) => _efforts.WidthFor(limit, recall);

    /// <summary>The rows nearest to a query.</summary>
    /// <param name="query">The query; for cosine of length 1.</param>
    /// <param name="recall">The share of the true neighbours to find, 0 to 1.</param>
    /// <param name="filter">Which rows may be returned.</param>
    /// <param name="results">Written, nearest first, equal ones by row number; its length is the most rows.</param>
    /// <param name="effort">By what the effort that was calibrated for the recall is multiplied, above 0; an exact search does not know
    /// it.</param>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="InvalidVectorSectionException">The index's bytes are damaged.</exception>
    public int Search(ReadOnlySpan<float> query, double recall, RowFilter filter, Span<RowSimilarity> results, double effort = 1)
    {
        if (query.Length != Dimensions)
            throw new ArgumentException(
                $"A query of {query.Length} dimensions can't be compared with rows of {Dimensions}.",
                nameof(query)
            );
        if (results.IsEmpty || Count == 0 || (filter.IsActive && filter.Count == 0))
            return 0;
        if (recall >= 1)
            return SearchExactly(query, filter, results);
        int width = Math.Min(Math.Max((int)Math.Ceiling(EffortFor(results.Length, recall) * effort), results.Length), Count);
        if (Count <= (long)width * GraphEntry.ScanRowsFor(_shape.HasBits && BitDeviationsFor(recall) > 0))
            width = 0;
        IndexQuery asked = new(query, filter, width)
        {
            LeavesRowsEarly = recall <= EarlyRecallMax,
            SketchDeviations = DeviationsFor(recall),
            BitDeviations = BitDeviationsFor(recall),
            Recall = recall,
            Effort = effort,
            Slacks = _slacks,
        };
        return Search(asked, results);
    }

    /// <summary>
    /// As <see cref="Search(ReadOnlySpan{float}, double, RowFilter, Span{RowSimilarity}, double)"/>, with a beam instead of a recall.
    /// </summary>
    internal int SearchWidth(ReadOnlySpan<float> query, int width, RowFilter filter, Span<RowSimilarity> results) =>
        Search(new IndexQuery(query, filter, Math.Min(Math.Max(width, results.Length), Count)), results);

    /// <summary>Compares the codes of all rows that pass, but for those that their sketches tell to lie too far beyond doubt.</summary>
    internal int SearchByScan(ReadOnlySpan<float> query, RowFilter filter, Span<RowSimilarity> results) =>
        Search(new IndexQuery(query, filter, 0) { SketchDeviations = DeviationsMost, BitDeviations = BitDeviationsMost }, results);

    /// <summary>Notes with which slack a search comes upon each of a query's true neighbours.</summary>
    internal unsafe SlackSample Trace(ReadOnlySpan<float> query, ReadOnlySpan<RowSimilarity> neighbours)
    {
        fixed (byte* section = _section.Span)
        {
            IndexView view = new(section, _shape, _layout, stackalloc GraphLayer[UpperLayersMax]);
            int[] nodes = new int[neighbours.Length];
            for (int i = 0; i < nodes.Length; i++)
                nodes[i] = view.NodeOfRow[neighbours[i].Row];
            IndexQuery coded = Encode(new IndexQuery(query, default, 0), out float ratio);
            CodedQuery codes = SearchScratch.OfThread.CodesFor(Dimensions).Widen();
            return Metric == Metric.Euclidean
                ? SlackTrace.Run(view, codes, new NormDistance(ratio), coded.Origin, nodes)
                : SlackTrace.Run(view, codes, default(DotDistance), coded.Origin, nodes);
        }
    }

    private unsafe int Search(IndexQuery query, Span<RowSimilarity> results)
    {
        fixed (byte* section = _section.Span)
        {
            IndexView view = new(section, _shape, _layout, stackalloc GraphLayer[UpperLayersMax]);
            IndexQuery coded = Encode(query, out float ratio);
            return Metric == Metric.Euclidean
                ? Search(view, coded, new NormDistance(ratio), results)
                : Search(view, coded, default(DotDistance), results);
        }
    }

    // Leaves the codes in the scratch and tells what a unit of a distance is worth and where distances begin.
    private IndexQuery Encode(IndexQuery query, out float ratio)
    {
        Span<sbyte> codes = SearchScratch.OfThread.CodesFor(Dimensions).Narrow;
        if (Metric == Metric.Euclidean)
        {
            float step = _scale.EncodeForDistance(query.Values, codes);
            ratio = _scale.Step / step;
            double square = 0;
            foreach (sbyte code in codes)
                square += code * code;
            return query with { Unit = step * _scale.Step, Origin = new DistanceOrigin(-square / 2 / ratio, step * _scale.Step) };
        }

        // For inner products a row equal to the query has the longest row's length and the query's direction. Codes are of rows less their
        // mean.
        ratio = 1;
        float unit = CodeScale.EncodeForDot(query.Values, codes) * _scale.Step;
        float length = MathF.Max(float.Epsilon, MathF.Sqrt(VectorMath.Dot(query.Values, query.Values)));
        double zero = -((length * _slacks.Reach) - VectorMath.Dot(query.Values, _scale.Mean)) / unit;
        return query with { Unit = unit, Origin = new DistanceOrigin(zero, unit / length) };
    }

    private unsafe int Search<TDistance>(in IndexView view, IndexQuery query, TDistance distance, Span<RowSimilarity> results)
        where TDistance : struct, IRowDistance
    {
        CodedQuery codes = SearchScratch.OfThread.CodesFor(Dimensions).Widen();
        CandidateRange range = new(Int8Kernel.Dot(codes, codes.Narrow), _meanNorm, results.Length)
        {
            LeavesRowsEarly = query.LeavesRowsEarly,
            Unit = query.Unit,
            SketchShare = query.Filter.IsActive && query.Recall is > 0 and <= ScanRecallMax ? ScanSketchShare : 1,
            Sketch =
                _shape.HasSketches
                && query.SketchDeviations > 0
                && typeof(TDistance) == typeof(DotDistance)
                && !(query.Filter.IsActive && query.Filter.Count < SketchRowsMin)
                    ? new SketchQuery(view.Directions, view.Sketches, _sketches, codes, (_meanNorm, query.SketchDeviations))
                    : default,
            BitQuery = _shape.HasBits && query.BitDeviations > 0 ? BitQuery.Load(query.Values, _scale.Mean) : null,
            BitDeviations = query.BitDeviations,
        };
        int found =
            query.Width == 0 || Count <= ScannedMax ? RowScan.Run(view, codes, distance, query.Filter, range)
            : query.Filter.IsActive ? SearchPlan.Run(view, codes, distance, query, range)
            : query.Slacks?.HasSlacksFor(range.Limit) == true ? SearchBySlack(view, codes, distance, query, range)
            : range.Count(GraphEntry.Search(view, codes, distance, query.Width));

        // Nodes that no link leads to, or passing rows that hang together badly: whoever asks for ten gets ten where there are ten.
        if (found < Math.Min(results.Length, query.Filter.IsActive ? query.Filter.Count : Count))
            found = RowScan.Run(view, codes, distance, query.Filter, range);
        ReadOnlySpan<long> candidates = new(SearchScratch.OfThread.Beam, found);
        return Rescoring.Order(view, new RowSource(_rows, Metric), candidates, query.Values, results);
    }

    private static int SearchBySlack<TDistance>(
        in IndexView view,
        in CodedQuery codes,
        TDistance distance,
        IndexQuery query,
        CandidateRange range
    )
        where TDistance : struct, IRowDistance
    {
        (int? size, int bound) = GraphEntry.SearchBySlack(view, codes, distance, query, range);
        return size is { } found ? range.Count(found) : RowScan.Run(view, codes, distance, default, range with { Bound = bound });
    }

    // A normal distribution has one near row in 160, in 2,000 and in 100,000 beyond.
    private static double DeviationsFor(double recall) =>
        recall switch
        {
            <= 0.95 => 2.5,
            <= EarlyRecallMax => 3.3,
            <= DeviationsRecallMax => DeviationsMost,
            _ => 0,
        };

    // RaBitQ's bound first: of the rows at the border of the neighbours it loses one in 35, the next one in 160, the last one in 2,000; few
    // of the neighbours are there, and nothing else is lost where all are compared.
    private static double BitDeviationsFor(double recall) =>
        recall switch
        {
            <= ScanRecallMax => 1.9,
            <= EarlyRecallMax => 2.5,
            <= DeviationsRecallMax => BitDeviationsMost,
            _ => 0,
        };

    private int SearchExactly(ReadOnlySpan<float> query, RowFilter filter, Span<RowSimilarity> results)
    {
        ReadOnlySpan<int> nodes = MemoryMarshal.Cast<byte, int>(_section.Span.Slice((int)_layout.NodeOfRow, _shape.RowCount * sizeof(int)));
        NearestRows nearest = new(results);
        for (int row = 0; row < nodes.Length; row++)
        {
            if (nodes[row] != GraphLayer.NoNode && (!filter.IsActive || filter.Contains(row)))
                nearest.Offer(row, VectorMath.Similarity(Metric, query, _rows[row]));
        }

        return nearest.Count;
    }
}

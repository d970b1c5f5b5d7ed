using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Bm25;

/// <summary>
/// Where a search stands in one term's postings. Its single-precision scores are upper bounds: lengths come from codes that are never too
/// long, and the weight carries a little slack for rounding. Reused from search to search, so a search allocates nothing.
/// </summary>
internal sealed class TermCursor
{
    private const int NoBlock = -1;
    private static readonly int Lanes = Vector256<int>.Count;

    // As many places more as a vector that begins at the last row may read.
    private readonly int[] _rows = new int[BlockPacking.Length + Lanes];
    private readonly int[] _frequencies = new int[BlockPacking.Length];
    private readonly float[] _scores = new float[BlockPacking.Length];
    private readonly float[] _norms = new float[BlockPacking.Length];
    private float[] _bounds = [];
    private int _block;
    private int _length;
    private int _soughtBlock;
    private int _soughtIndex;
    private bool _hasScores;
    private float _weight;

    /// <summary>Where the lists stand.</summary>
    internal TermEntry Entry { get; private set; }

    /// <summary>Whether the list was made for this search, from all terms with one beginning.</summary>
    internal bool IsExpanded { get; private set; }

    /// <summary>Postings of the list.</summary>
    internal int Count => Entry.Count;

    /// <summary>The place in the list of the posting that <see cref="FrequencyOf"/> found last.</summary>
    internal int FoundIndex => (_block * BlockPacking.Length) + _soughtIndex;

    /// <summary>The place of the term among those that the segment holds.</summary>
    internal int Term { get; private set; }

    /// <summary>The place of the term in the query.</summary>
    internal int QueryTerm { get; private set; }

    /// <summary>Whether a row without the term can't be a hit.</summary>
    internal bool IsRequired { get; set; }

    /// <summary>Goes to another list.</summary>
    /// <param name="term">The place of the term among those that the segment holds.</param>
    /// <param name="queryTerm">The place of the term in the query.</param>
    /// <param name="entry">The list.</param>
    /// <param name="isExpanded">Whether it was made for this search.</param>
    /// <param name="weight">The term's weight, with the slack of a bound.</param>
    internal void Open(int term, int queryTerm, TermEntry entry, bool isExpanded, double weight)
    {
        Term = term;
        QueryTerm = queryTerm;
        Entry = entry;
        IsExpanded = isExpanded;
        _weight = MathF.BitIncrement((float)weight);
        _block = NoBlock;
        _hasScores = false;
        IsRequired = false;
        _soughtBlock = 0;
    }

    /// <summary>Bounds the scores of every block, and from them those of every window.</summary>
    internal void Bound(in PostingList list, in LengthNorms norms, WindowTable windows)
    {
        if (list.LastRows.IsEmpty)
        {
            LoadScores(list, 0, norms);
            windows.SetPostings(Term, Rows, _scores, _frequencies);
            return;
        }

        if (_bounds.Length < list.BlockCount)
            _bounds = new float[Math.Max(list.BlockCount, 2 * _bounds.Length)];
        ReadOnlySpan<int> corners = list.Corners;
        for (int block = 0; block < list.BlockCount; block++)
            _bounds[block] = BoundOf(corners.Slice(block * BlockImpacts.Count, BlockImpacts.Count), norms);
        windows.SetBlocks(Term, list.LastRows, _bounds, corners);
    }

    internal float BoundOf(int block) => _bounds.Length == 0 || Count < BlockPacking.Length ? float.PositiveInfinity : _bounds[block];

    /// <summary>Decodes a block with its scores.</summary>
    /// <returns>Its postings.</returns>
    internal int LoadScores(in PostingList list, int block, in LengthNorms norms)
    {
        if (_block != block)
            LoadRows(list, block);
        if (_hasScores)
            return _length;
        if (_length == BlockPacking.Length)
            list.ReadFrequencies(block, _frequencies);
        ScoreBlock(norms);
        _hasScores = true;
        return _length;
    }

    /// <summary>The rows of the decoded block.</summary>
    internal ReadOnlySpan<int> Rows => _rows.AsSpan(0, _length);

    /// <summary>The bounds of the scores of the decoded block.</summary>
    internal ReadOnlySpan<float> Scores => _scores.AsSpan(0, _length);

    /// <summary>The same with the places behind the last posting of a short block, whose content means nothing.</summary>
    internal ReadOnlySpan<float> ScoreRoom => _scores;

    /// <summary>What the lengths of the decoded rows add below the fraction; as much room.</summary>
    internal ReadOnlySpan<float> NormRoom => _norms;

    /// <summary>The weight with the slack of a bound.</summary>
    internal float BoundWeight => _weight;

    /// <summary>Begins to look rows up in rising order.</summary>
    internal void Rewind(int firstBlock) => _soughtBlock = firstBlock;

    /// <summary>The block that would hold a row; the number of blocks when all end before it.</summary>
    internal int Seek(in PostingList list, int row)
    {
        ReadOnlySpan<int> lastRows = list.LastRows;
        if (lastRows.IsEmpty)
            return 0;
        int block = _soughtBlock;
        while (block < lastRows.Length && lastRows[block] < row)
            block++;
        return _soughtBlock = block;
    }

    /// <summary>The frequency of a row, looked up in the block that would hold it; 0 when it doesn't.</summary>
    internal int FrequencyOf(in PostingList list, int row, int block)
    {
        if (block >= list.BlockCount)
            return 0;
        if (_block != block)
            LoadRows(list, block);
        int index = IndexFrom(row);
        if (index >= _length || _rows[index] != row)
            return 0;
        return _hasScores || _length < BlockPacking.Length ? _frequencies[index] : list.FrequencyAt(block, index);
    }

    /// <summary>The bound of the score of a row with a frequency.</summary>
    internal float Score(float frequency, float norm) => _weight * frequency / (frequency + norm);

    /// <summary>
    /// The place in the decoded block of the first row that is not before the sought one: eight are compared at once, from where the last
    /// search ended.
    /// </summary>
    internal int IndexFrom(int row)
    {
        if (_soughtIndex > 0 && _rows[_soughtIndex - 1] >= row)
            _soughtIndex = 0;
        ref int rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        Vector256<int> sought = Vector256.Create(row);
        int index = _soughtIndex;
        while (index < _length)
        {
            uint before = Vector256.LessThan(Vector256.LoadUnsafe(ref rows, (nuint)index), sought).ExtractMostSignificantBits();
            int count = BitOperations.TrailingZeroCount(~before);
            index += Math.Min(count, Lanes);
            if (count < Lanes)
                break;
        }

        return _soughtIndex = Math.Min(index, _length);
    }

    private void LoadRows(in PostingList list, int block)
    {
        _block = NoBlock;
        _hasScores = false;
        _soughtIndex = 0;
        _length = list.ReadRows(block, _rows, _frequencies);
        _block = block;
    }

    private float BoundOf(ReadOnlySpan<int> corners, in LengthNorms norms)
    {
        float best = 0;
        foreach (int corner in corners)
        {
            int frequency = (int)((uint)corner >> 8);
            best = Math.Max(best, frequency == BlockImpacts.FrequencyMax ? 1 : frequency / (frequency + norms.OfCode[(byte)corner]));
        }

        return best * _weight;
    }

    // PostingList has checked that every row is one of the segment, and so within the codes.
    private void ScoreBlock(in LengthNorms lengths)
    {
        ref byte codes = ref MemoryMarshal.GetReference(lengths.Codes);
        ref float ofCode = ref MemoryMarshal.GetReference(lengths.OfCode[..LengthCodes.CodesMax]);
        float[] norms = _norms;
        for (int i = 0; i < _length; i++)
            norms[i] = Unsafe.Add(ref ofCode, Unsafe.Add(ref codes, _rows[i]));

        Vector256<float> weight = Vector256.Create(_weight);
        ref int frequencies = ref MemoryMarshal.GetArrayDataReference(_frequencies);
        ref float scores = ref MemoryMarshal.GetArrayDataReference(_scores);
        for (int i = 0; i < BlockPacking.Length; i += Vector256<float>.Count)
        {
            Vector256<float> frequency = Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref frequencies, (nuint)i));
            (weight * frequency / (frequency + Vector256.LoadUnsafe(ref norms[0], (nuint)i))).StoreUnsafe(ref scores, (nuint)i);
        }
    }
}

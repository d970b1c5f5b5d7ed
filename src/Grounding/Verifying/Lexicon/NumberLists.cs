namespace RagCluster.Grounding.Verifying.Lexicon;

/// <summary>Many short lists of numbers in one array.</summary>
internal sealed class NumberLists
{
    private readonly int[] _ends;
    private readonly int[] _numbers;

    internal NumberLists(IReadOnlyList<int[]> lists)
    {
        _ends = new int[lists.Count];
        _numbers = new int[lists.Sum(list => list.Length)];
        int end = 0;
        for (int i = 0; i < lists.Count; i++)
        {
            lists[i].CopyTo(_numbers, end);
            _ends[i] = end += lists[i].Length;
        }
    }

    internal ReadOnlySpan<int> this[int i]
    {
        get
        {
            int start = i == 0 ? 0 : _ends[i - 1];
            return _numbers.AsSpan(start, _ends[i] - start);
        }
    }
}

using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// What a scan keeps: the nearest nodes, nearest first, and behind them in no order those that rounding may have put there. Where thousands
/// lie at nearly one distance, keeping them sorted would move most of them for each that comes.
/// </summary>
internal unsafe struct ScanBeam
{
    private readonly long* _beam;
    private readonly CandidateRange _range;
    private readonly int _max;
    private int _count;

    private ScanBeam(long* beam, CandidateRange range, int max)
    {
        _beam = beam;
        (_range, _max) = (range, max);
        Farthest = range.Bound;
    }

    /// <summary>Nodes farther than this don't matter.</summary>
    internal int Farthest { get; private set; }

    /// <summary>Starts empty, in the thread's scratch.</summary>
    /// <param name="view">The index.</param>
    /// <param name="filter">Which rows are compared.</param>
    /// <param name="range">How many matter.</param>
    internal static ScanBeam Of(in IndexView view, RowFilter filter, CandidateRange range)
    {
        int max = range.MaxOf(filter.IsActive ? Math.Min(filter.Count, view.Base.Count) : view.Base.Count);
        SearchScratch scratch = SearchScratch.OfThread;
        scratch.Prepare(view.Base.Count, RoomFor(max));
        return new ScanBeam(scratch.Beam, range, max);
    }

    internal void Offer(int distance, int node)
    {
        long key = BeamSearch.KeyOf(distance, node);
        int nearest = Math.Min(_count, _range.Limit);
        long last = nearest == 0 ? 0 : _beam[nearest - 1];
        if (nearest < _range.Limit || key < last)
        {
            BeamSearch.Insert(_beam, ref nearest, _range.Limit, key);
            Farthest = Math.Min(Farthest, _range.FarthestOfScan(_beam, nearest));
            if (_count < _range.Limit)
            {
                _count = nearest;
                return;
            }

            key = last;
        }

        _beam[_count++] = key;
        if (_count == RoomFor(_max))
            Shrink();
    }

    /// <summary>Drops what turned out not to matter.</summary>
    /// <returns>How many candidates are left, at most those asked for.</returns>
    internal int Finish()
    {
        Shrink();
        return _count;
    }

    // It shrinks to the most candidates whenever it holds twice as many.
    private static int RoomFor(int max) => 2 * max;

    private void Shrink()
    {
        int kept = Math.Min(_count, _range.Limit);
        for (int i = kept; i < _count; i++)
        {
            if (BeamSearch.DistanceOf(_beam[i]) <= Farthest)
                _beam[kept++] = _beam[i];
        }

        _count = kept;
        if (_count <= _max)
            return;
        long first = Select(_beam, _range.Limit, _count, _max);
        Farthest = Math.Min(Farthest, BeamSearch.DistanceOf(first) - 1);
        _count = _max;
    }

    // Moves the smallest keys before a place and tells the one that belongs there (Hoare 1961, "Find").
    private static long Select(long* keys, int start, int end, int place)
    {
        int low = start;
        int high = end - 1;
        while (low < high)
        {
            long pivot = keys[low + (high - low) / 2];
            int left = low;
            int right = high;
            while (left <= right)
            {
                while (keys[left] < pivot)
                    left++;
                while (keys[right] > pivot)
                    right--;
                if (left <= right)
                    (keys[left], keys[right]) = (keys[right--], keys[left++]);
            }

            if (place <= right)
                high = right;
            else if (place >= left)
                low = left;
            else
                break;
        }

        return keys[place];
    }
}

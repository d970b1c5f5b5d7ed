using RagCluster.Vectors.Graphs;

namespace RagCluster.Vectors.Indexes;

/// <summary>What a scan keeps: the nearest nodes and those that rounding may have put behind them, nearest first.</summary>
/// <param name="beam">Room for the most candidates and one more.</param>
/// <param name="range">How many matter.</param>
/// <param name="max">The most candidates.</param>
internal unsafe struct ScanBeam(long* beam, CandidateRange range, int max)
{
    private int _count;

    /// <summary>How many are kept.</summary>
    internal readonly int Count => _count;

    /// <summary>Nodes farther than this don't matter.</summary>
    internal int Farthest { get; private set; } = range.Bound;

    internal void Offer(int distance, int node)
    {
        int place = BeamSearch.Insert(beam, ref _count, max, BeamSearch.KeyOf(distance, node));
        if (place < range.Limit)
        {
            Farthest = Math.Min(Farthest, range.Farthest(beam, _count));
            while (BeamSearch.DistanceOf(beam[_count - 1]) > Farthest)
                _count--;
        }

        if (_count == max)
            Farthest = Math.Min(Farthest, BeamSearch.DistanceOf(beam[_count - 1]) - 1);
    }
}

using RagCluster.Vectors.Graphs;

namespace RagCluster.Vectors.Flat;

/// <summary>What a scan of coded rows keeps: the nearest and those that rounding may have put behind them, nearest first.</summary>
internal unsafe struct CodedBeam
{
    private readonly long* _beam;
    private readonly int _limit;
    private readonly int _max;
    private readonly float _margin;
    private int _count;

    /// <summary>Starts empty.</summary>
    /// <param name="beam">Room for the range's most candidates and one more.</param>
    /// <param name="range">How many matter.</param>
    internal CodedBeam(long* beam, CodedRange range)
    {
        _beam = beam;
        (_limit, _max, _margin) = (range.Limit, range.Max, range.Margin);
    }

    /// <summary>How many are kept.</summary>
    internal readonly int Count => _count;

    /// <summary>Rows farther than this don't matter.</summary>
    internal float Farthest { get; private set; } = float.PositiveInfinity;

    /// <summary>Rows farther than a distance don't matter, but for rounding.</summary>
    internal void Limit(float distance) => Farthest = distance + _margin;

    internal void Offer(float distance, int row)
    {
        int place = BeamSearch.Insert(_beam, ref _count, _max, BeamSearch.KeyOf(Sortable(distance), row));
        if (place < _limit && _count >= _limit)
        {
            Farthest = MathF.Min(Farthest, DistanceAt(_limit - 1) + _margin);
            while (DistanceAt(_count - 1) > Farthest)
                _count--;
        }

        if (_count == _max)
            Farthest = MathF.Min(Farthest, DistanceAt(_count - 1));
    }

    private readonly float DistanceAt(int place) => BitConverter.Int32BitsToSingle(Turned(BeamSearch.DistanceOf(_beam[place])));

    // The bits of a float sort as the float does once those below the sign are turned over for negative ones.
    private static int Sortable(float value) => Turned(BitConverter.SingleToInt32Bits(value));

    private static int Turned(int bits) => bits ^ ((bits >> 31) & int.MaxValue);
}

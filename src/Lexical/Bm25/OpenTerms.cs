using System.Runtime.Intrinsics;

namespace RagCluster.Lexical.Bm25;

/// <summary>
/// What the terms that are not yet looked up can add to a row. The bound of a window supposes its shortest row; a row whose length is known
/// gets a closer one, from the greatest frequency that each term has in the window.
/// </summary>
internal sealed class OpenTerms
{
    private float[] _weights = [];
    private float[] _frequencies = [];
    private int _count;

    internal void Reserve(int terms)
    {
        _weights = new float[terms];
        _frequencies = new float[terms];
    }

    /// <summary>Takes the terms of a window.</summary>
    internal void Set(SearchRoom room, int window, int open)
    {
        _count = open;
        for (int i = 0; i < open; i++)
        {
            TermCursor cursor = room.Cursor(room.Order[i]);
            _weights[i] = cursor.BoundWeight;
            _frequencies[i] = room.Windows.Frequency(cursor.Term, window);
        }
    }

    /// <summary>The most that they can add to a row.</summary>
    /// <param name="norm">What the row's length adds below the fraction.</param>
    internal float RestFor(float norm)
    {
        float rest = 0;
        for (int i = 0; i < _count; i++)
            rest += _weights[i] * _frequencies[i] / (_frequencies[i] + norm);
        return rest;
    }

    /// <summary>Eight rows at once.</summary>
    internal Vector256<float> RestFor(Vector256<float> norms)
    {
        Vector256<float> rest = Vector256<float>.Zero;
        for (int i = 0; i < _count; i++)
        {
            Vector256<float> frequency = Vector256.Create(_frequencies[i]);
            rest += Vector256.Create(_weights[i]) * frequency / (frequency + norms);
        }

        return rest;
    }
}

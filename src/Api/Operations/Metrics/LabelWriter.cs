using System.Globalization;

namespace RagCluster.Api.Operations.Metrics;

/// <summary>
/// Writes the labels of a measurement, as they are in Prometheus' text, into room that its caller has: a query makes a dozen measurements,
/// and a string for each was a sixth of what it allots.
/// </summary>
/// <param name="room">Where they are written.</param>
internal ref struct LabelWriter(Span<char> room)
{
    private readonly Span<char> _room = room;
    private int _length;

    /// <summary>What was written.</summary>
    internal readonly ReadOnlySpan<char> Written => _room[.._length];

    /// <summary>Writes all labels, without braces; false when the room is too small.</summary>
    /// <param name="tags">Their names, as instruments have them, and values.</param>
    internal bool TryWrite(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach ((string name, object? value) in tags)
        {
            if (_length > 0 && !TryAppend(","))
                return false;
            if (!TryAppendName(name) || !TryAppend("=\""))
                return false;
            string text = value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            if (!TryAppend(PrometheusText.EscapeValue(text)) || !TryAppend("\""))
                return false;
        }

        return true;
    }

    private bool TryAppend(ReadOnlySpan<char> text)
    {
        if (!text.TryCopyTo(_room[_length..]))
            return false;
        _length += text.Length;
        return true;
    }

    private bool TryAppendName(string name)
    {
        if (!PrometheusNames.TryWriteLabel(name, _room[_length..], out int written))
            return false;
        _length += written;
        return true;
    }
}

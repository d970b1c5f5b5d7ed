using System.Globalization;

namespace RagCluster.Silo.Chat;

/// <summary>
/// Looks at the bytes of an event stream on their way to its reader, and refuses what a reader of events passes over in silence or holds in
/// memory: a body without an event, an error in the place of one, lines and bodies without an end, an end without the mark of one.
/// </summary>
/// <param name="mediaType">What the response says that it is.</param>
internal sealed class EventStreamScan(string? mediaType)
{
    private const int HeadLength = 64;

    // The head of a line tells what it is; white space is left out, so that "data: {\"error\"" has one form.
    private readonly byte[] _head = new byte[HeadLength];
    private int _headLength;
    private int _lineLength;
    private long _length;
    private long _eventCount;
    private bool _isWhole;
    private int _finishAt;

    // The key of the reason for the end, then its value's quotation mark, white space left out: it is null before the end.
    private static ReadOnlySpan<byte> Finish => "\"finish_reason\":\""u8;

    /// <summary>Takes the next bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="ChatStreamException">They are no answer.</exception>
    internal void Add(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        if (_length > EventStreamLimits.ResponseBytesMax)
            throw Refuse($"more than {EventStreamLimits.ResponseBytesMax / (1024 * 1024)} MiB");
        foreach (byte next in bytes)
            Add(next);
    }

    /// <summary>Takes the end.</summary>
    /// <exception cref="ChatStreamException">What came before it was no answer, or not the whole of one.</exception>
    internal void End()
    {
        EndLine();
        if (_eventCount == 0)
            throw Refuse(
                $"no event in {_length.ToString(CultureInfo.InvariantCulture)} bytes of {mediaType ?? "no media type"}, where a "
                    + $"stream of events was asked for"
            );
        if (!_isWhole)
            throw Refuse("a stream of events that ended before it was whole");
    }

    private static ChatStreamException Refuse(string what) => new($"The chat endpoint answered with {what}.");

    private void Add(byte next)
    {
        if (next is (byte)'\n' or (byte)'\r')
        {
            EndLine();
            return;
        }

        if (++_lineLength > EventStreamLimits.LineBytesMax)
            throw Refuse($"a line of more than {EventStreamLimits.LineBytesMax / (1024 * 1024)} MiB");
        if (next is (byte)' ' or (byte)'\t')
            return;
        if (_headLength < HeadLength)
            _head[_headLength++] = next;
        _finishAt =
            next == Finish[_finishAt] ? _finishAt + 1
            : next == Finish[0] ? 1
            : 0;
        if (_finishAt < Finish.Length)
            return;
        _isWhole = true;
        _finishAt = 0;
    }

    private void EndLine()
    {
        ReadOnlySpan<byte> head = _head.AsSpan(0, _headLength);
        if (head.StartsWith("data:[DONE]"u8))
            _isWhole = true;
        else if (head.StartsWith("data:{\"error\":"u8) && !head.StartsWith("data:{\"error\":null"u8))
            throw Refuse("a stream that reported an error");
        else if (head.StartsWith("data:{"u8))
            _eventCount++;
        _headLength = _lineLength = _finishAt = 0;
    }
}

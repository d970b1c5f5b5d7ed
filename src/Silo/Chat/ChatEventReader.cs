using System.Buffers;
using System.Globalization;
using System.Text;

namespace RagCluster.Silo.Chat;

/// <summary>
/// Reads the events of a chat endpoint's stream (server-sent events, HTML standard, section 9.2.6) and refuses what is no answer: a body
/// without an event, an error in the place of one, lines and bodies without an end, an end without the mark of one. An event is a line:
/// no endpoint breaks its JSON, and some leave out the blank lines between events.
/// </summary>
/// <param name="body">The response's body.</param>
/// <param name="mediaType">What the response says that it is.</param>
internal sealed class ChatEventReader(Stream body, string? mediaType)
{
    private const int PieceBytes = 8 * 1024;

    private readonly byte[] _piece = new byte[PieceBytes];
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ChatPieces _pieces = new();
    private int _at;
    private int _count;
    private long _length;
    private long _eventCount;
    private bool _isBegun;
    private bool _isWhole;

    /// <summary>The next event, or null at the end.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ChatStreamException">What came is no answer, or not the whole of one.</exception>
    internal async ValueTask<ChatEvent?> NextAsync(CancellationToken cancellationToken)
    {
        bool hasMore;
        do
        {
            _line.ResetWrittenCount();
            // The last line may lack its break.
            hasMore = await ReadLineAsync(cancellationToken);
            // Comments keep a connection alive, and names of events say nothing here.
            ReadOnlyMemory<byte> line = _isBegun ? _line.WrittenMemory : WithoutMark(_line.WrittenMemory);
            _isBegun = true;
            if (!line.Span.StartsWith("data:"u8))
                continue;
            ReadOnlyMemory<byte> data = line["data:".Length..].TrimStart((byte)' ');
            if (data.IsEmpty)
                continue;
            if (data.Span.StartsWith("[DONE]"u8))
                return null;
            _eventCount++;
            ChatEvent next = ChatEvent.Read(data);
            _isWhole |= next.Finish is not null;
            return next with { Text = _pieces.Take(next.Text) };
        } while (hasMore);

        return _eventCount == 0
                ? throw ChatStreamException.Answered(
                    $"no event in {_length.ToString(CultureInfo.InvariantCulture)} bytes of {mediaType ?? "no media type"}, where a "
                        + "stream of events was asked for"
                )
            : _isWhole ? null
            : throw ChatStreamException.Answered("a stream of events that ended before it was whole");
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line) =>
        line.Span.StartsWith(Encoding.UTF8.Preamble) ? line[Encoding.UTF8.Preamble.Length..] : line;

    // Until a line feed or a carriage return; of both, the second ends an empty line. False at the end of the body.
    private async ValueTask<bool> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_at == _count)
            {
                _at = 0;
                _count = await body.ReadAsync(_piece, cancellationToken);
                _length += _count;
                if (_count == 0)
                    return false;
                if (_length > ChatStreamLimits.ResponseBytesMax)
                    throw ChatStreamException.Answered($"more than {ChatStreamLimits.ResponseBytesMax / (1024 * 1024)} MiB");
            }

            int end = _piece.AsSpan(_at, _count - _at).IndexOfAny((byte)'\n', (byte)'\r');
            int length = end < 0 ? _count - _at : end;
            _line.Write(_piece.AsSpan(_at, length));
            if (_line.WrittenCount > ChatStreamLimits.LineBytesMax)
                throw ChatStreamException.Answered($"a line of more than {ChatStreamLimits.LineBytesMax / (1024 * 1024)} MiB");
            _at += end < 0 ? length : length + 1;
            if (end >= 0)
                return true;
        }
    }
}

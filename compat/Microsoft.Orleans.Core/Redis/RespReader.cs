using System.Globalization;
using System.Text;

namespace Orleans.Redis;

/// <summary>Reads answers. Source: the RESP2 specification of Redis.</summary>
internal sealed class RespReader(Stream stream)
{
    private const int ItemsMax = 10_000_000;
    private const int BulkBytesMax = 512 * 1024 * 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>One answer: null, a long, a string, a <see cref="RedisError"/> or an array of these.</summary>
    /// <exception cref="IOException">The connection ended, or what came is no RESP.</exception>
    public async ValueTask<object?> ReadAsync(CancellationToken cancellationToken)
    {
        string line = await ReadLineAsync(cancellationToken);
        if (line.Length == 0)
            throw new IOException("An empty line came from Redis.");
        string rest = line[1..];
        switch (line[0])
        {
            case '+':
                return rest;
            case '-':
                return new RedisError(rest);
            case ':':
                return Number(rest);
            case '$':
                return Number(rest) is var length and >= 0 ? await ReadBulkAsync(Checked(length, BulkBytesMax), cancellationToken) : null;
            case '*':
                long count = Number(rest);
                if (count < 0)
                    return null;
                object?[] items = new object?[Checked(count, ItemsMax)];
                for (int i = 0; i < items.Length; i++)
                    items[i] = await ReadAsync(cancellationToken);
                return items;
            default:
                throw new IOException($"Redis answered with an unknown type '{line[0]}'.");
        }
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new IOException($"Not a number: '{text}'.");

    private static int Checked(long value, int limit) =>
        value <= limit ? (int)value : throw new IOException($"An answer of {value} is over the limit of {limit}.");

    private async ValueTask<string> ReadBulkAsync(int length, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[length + 2];
        for (int read = 0; read < bytes.Length; )
        {
            if (_start == _end)
                await FillAsync(cancellationToken);
            int taken = Math.Min(_end - _start, bytes.Length - read);
            _buffer.AsSpan(_start, taken).CopyTo(bytes.AsSpan(read));
            _start += taken;
            read += taken;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        List<byte> line = new();
        while (true)
        {
            if (_start == _end)
                await FillAsync(cancellationToken);
            int found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            int taken = found < 0 ? _end - _start : found + 1;
            line.AddRange(_buffer.AsSpan(_start, taken));
            _start += taken;
            if (found >= 0)
                return Encoding.UTF8.GetString(line.ToArray(), 0, Math.Max(0, line.Count - 2));
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellationToken);
        if (_end == 0)
            throw new IOException("Redis closed the connection.");
    }
}

using System.Buffers;
using System.Text.Json;

namespace RagCluster.Api.Json;

/// <summary>
/// Room for one JSON text after another: each thread keeps the last that it gave back, so that a response costs no array of its length.
/// </summary>
internal sealed class JsonBuffer
{
    private const int LengthFirst = 4 << 10;

    // What one large response made is not kept for the small ones.
    private const int LengthMax = 64 << 10;

    [ThreadStatic]
    private static JsonBuffer? _own;

    private readonly ArrayBufferWriter<byte> _bytes = new(LengthFirst);
    private readonly Utf8JsonWriter _writer;

    private JsonBuffer() =>
        _writer = new Utf8JsonWriter(
            _bytes,
            new JsonWriterOptions
            {
                Encoder = ApiJson.Native.Encoder,
                Indented = ApiJson.Native.WriteIndented,
                MaxDepth = ApiJson.Native.MaxDepth,
                // The serializer writes nothing that is not JSON.
                SkipValidation = true,
            }
        );

    /// <summary>Takes a buffer, which nobody else has until it is returned.</summary>
    internal static JsonBuffer Rent()
    {
        JsonBuffer buffer = _own ?? new JsonBuffer();
        _own = null;
        return buffer;
    }

    /// <summary>Writes a value as the native API does.</summary>
    /// <returns>The text in UTF-8; valid until the buffer is returned.</returns>
    internal ReadOnlyMemory<byte> Write<T>(T value)
    {
        JsonSerializer.Serialize(_writer, value, ApiJson.Native);
        return _bytes.WrittenMemory;
    }

    /// <summary>Gives it back, to whichever thread does so.</summary>
    internal void Return()
    {
        if (_bytes.Capacity > LengthMax)
            return;
        _bytes.ResetWrittenCount();
        _writer.Reset();
        _own = this;
    }
}

using RagCluster.Corpus.Metadata;

namespace RagCluster.Shards.Bytes;

/// <summary>The bytes of a document's metadata, in logs and in segments.</summary>
public static class MetadataCodec
{
    private const byte Text = 0;
    private const byte Number = 1;
    private const byte False = 2;
    private const byte True = 3;

    /// <summary>Writes metadata by ordinal key, so that equal metadata has equal bytes.</summary>
    /// <param name="writer">Takes the bytes.</param>
    /// <param name="metadata">The metadata.</param>
    public static void Write(CompactWriter writer, IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(metadata);
        writer.WriteNumber(metadata.Count);
        foreach ((string key, MetadataValue value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteText(key);
            WriteValue(writer, value);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Stands before the metadata.</param>
    /// <exception cref="InvalidDataException">The bytes are not metadata.</exception>
    public static Dictionary<string, MetadataValue> Read(ref CompactReader reader)
    {
        int count = reader.ReadCount();
        Dictionary<string, MetadataValue> metadata = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string key = reader.ReadText();
            metadata[key] = ReadValue(ref reader);
        }

        return metadata;
    }

    /// <summary>Writes one value.</summary>
    /// <param name="writer">Takes the bytes.</param>
    /// <param name="value">The value.</param>
    public static void WriteValue(CompactWriter writer, MetadataValue value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        if (value.Text is { } text)
        {
            writer.WriteByte(Text);
            writer.WriteText(text);
        }
        else if (value.Number is { } number)
        {
            writer.WriteByte(Number);
            writer.WriteDouble(number);
        }
        else
        {
            writer.WriteByte(value.Flag == true ? True : False);
        }
    }

    /// <summary>Reads what <see cref="WriteValue"/> wrote.</summary>
    /// <param name="reader">Stands before the value.</param>
    /// <exception cref="InvalidDataException">The bytes are not a value's.</exception>
    public static MetadataValue ReadValue(ref CompactReader reader) =>
        reader.ReadByte() switch
        {
            Text => MetadataValue.Of(reader.ReadText()),
            Number => MetadataValue.Of(reader.ReadDouble()),
            False => MetadataValue.Of(false),
            True => MetadataValue.Of(true),
            byte kind => throw new InvalidDataException(FormattableString.Invariant($"Metadata of kind {kind}.")),
        };
}

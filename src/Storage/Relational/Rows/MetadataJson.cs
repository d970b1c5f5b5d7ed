using System.Buffers;
using System.Text;
using System.Text.Json;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Metadata as one JSON object with its keys in ordinal order, so that equal metadata has equal text.</summary>
internal static class MetadataJson
{
    /// <summary>Writes the object.</summary>
    /// <exception cref="RagException">Invalid: a number is infinite or not a number, or a value holds nothing.</exception>
    public static string Write(Dictionary<string, MetadataValue> metadata)
    {
        if (metadata.Count == 0)
        {
            return "{}";
        }

        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            foreach ((string key, MetadataValue value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(key);
                WriteValue(writer, key, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads the object.</summary>
    public static Dictionary<string, MetadataValue> Read(string json)
    {
        Dictionary<string, MetadataValue> metadata = new(StringComparer.Ordinal);
        if (json.Length > 2)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                metadata.Add(property.Name, ReadValue(property.Value));
            }
        }

        return metadata;
    }

    private static void WriteValue(Utf8JsonWriter writer, string key, MetadataValue value)
    {
        if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
        }
        else if (value.Number is { } number && double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else if (value.Flag is { } flag)
        {
            writer.WriteBooleanValue(flag);
        }
        else
        {
            throw RagException.Invalid("metadata", $"The metadata value '{key}' is neither a text nor a finite number nor true or false.");
        }
    }

    private static MetadataValue ReadValue(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => MetadataValue.Of(value.GetString()!),
            JsonValueKind.Number => MetadataValue.Of(value.GetDouble()),
            _ => MetadataValue.Of(value.GetBoolean()),
        };
}

using System.Text.Json;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Api.Json;

/// <summary>Metadata between JSON and the corpus.</summary>
internal static class MetadataJson
{
    private const int KeysMax = 64;
    private const int KeyLengthMax = 64;
    private const int TextLengthMax = 1024;

    /// <summary>Reads a flat object of texts, numbers and truth values.</summary>
    /// <exception cref="RagException">Invalid, naming the key.</exception>
    internal static Dictionary<string, MetadataValue> Read(JsonElement? element, string field)
    {
        Dictionary<string, MetadataValue> metadata = [];
        if (element is not { } value || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return metadata;
        if (value.ValueKind != JsonValueKind.Object)
            throw RagException.Invalid(field, "Metadata is an object of texts, numbers and true or false.");
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (property.Name.Length is 0 or > KeyLengthMax)
                throw RagException.Invalid($"{field}.{property.Name}", $"A metadata key has 1 to {KeyLengthMax} characters.");
            CheckKey(property.Name, $"{field}.{property.Name}");
            metadata[property.Name] = ReadValue(property.Value, $"{field}.{property.Name}");
        }

        return metadata.Count <= KeysMax ? metadata : throw RagException.Invalid(field, $"At most {KeysMax} metadata keys are kept.");
    }

    /// <summary>Refuses the keys that the server keeps for itself.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal static void CheckKey(string key, string field)
    {
        if (key == UploadedDocument.SenderKey)
            throw RagException.Invalid(field, $"The metadata key '{key}' is the server's own.");
        if (key == DocumentAcl.MetadataKey)
            throw RagException.Invalid(field, $"The metadata key '{key}' is the server's own; 'acl' says who may see a document.");
    }

    /// <summary>Reads one value.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal static MetadataValue ReadValue(JsonElement value, string field) =>
        value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { Length: <= TextLengthMax } text => MetadataValue.Of(text),
            JsonValueKind.Number when value.TryGetDouble(out double number) && double.IsFinite(number) => MetadataValue.Of(number),
            JsonValueKind.True => MetadataValue.Of(true),
            JsonValueKind.False => MetadataValue.Of(false),
            _ => throw RagException.Invalid(
                field,
                $"A metadata value is a text of up to {TextLengthMax} characters, a number, true or false."
            ),
        };

    /// <summary>Metadata as plain JSON values, without the server's own.</summary>
    internal static Dictionary<string, object> Write(IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        Dictionary<string, object> written = new(metadata.Count);
        foreach ((string key, MetadataValue value) in metadata)
        {
            if (key != DocumentAcl.MetadataKey)
                written.Add(key, (object?)value.Text ?? (object?)value.Number ?? value.Flag!.Value);
        }

        return written;
    }
}

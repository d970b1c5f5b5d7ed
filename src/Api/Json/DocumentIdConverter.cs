using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Corpus.Documents;

namespace RagCluster.Api.Json;

/// <summary>Ids of documents as texts. Whether one is an id is said by whoever checks the request, who knows its place.</summary>
internal sealed class DocumentIdConverter : JsonConverter<DocumentId>
{
    /// <inheritdoc/>
    public override DocumentId? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new DocumentId(reader.GetString()!) : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DocumentId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

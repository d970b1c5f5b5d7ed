using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Api.Json;

/// <summary>Metadata filters in bodies, see <see cref="FilterJson"/>. No response has one.</summary>
internal sealed class MetadataFilterConverter : JsonConverter<MetadataFilter>
{
    /// <inheritdoc/>
    public override MetadataFilter? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument filter = JsonDocument.ParseValue(ref reader);
        return FilterJson.Read(filter.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MetadataFilter value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A filter is asked with and never answered.");
}

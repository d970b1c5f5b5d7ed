using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RagCluster.Api.Json;

/// <summary>The form of the native API's JSON: snake_case names, no unknown members, no nulls.</summary>
internal static class ApiJson
{
    /// <summary>Problem documents keep the member names of RFC 9457.</summary>
    internal static readonly JsonSerializerOptions Problem = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Requests and responses.</summary>
    internal static readonly JsonSerializerOptions Native = Fixed(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    /// <summary>Gives options the native form.</summary>
    internal static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(
            SearchOptionsJson.AddTo
        );
        options.Converters.Add(new MetadataFilterConverter());
        options.Converters.Add(new DocumentIdConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        return options;
    }

    // Fixed with the resolver of types, which is asked before anything is serialized.
    private static JsonSerializerOptions Fixed(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagCluster.Client.Http;

/// <summary>
/// The form of the API's JSON: snake_case names, nothing for null. Members that a later server adds are passed over, and those that an
/// earlier one lacks have their defaults.
/// </summary>
internal static class WireJson
{
    /// <summary>Requests and responses.</summary>
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Responses, as they are read: a null where there can be none is not the API's JSON.</summary>
    internal static readonly JsonSerializerOptions Responses = new(Options) { RespectNullableAnnotations = true };
}

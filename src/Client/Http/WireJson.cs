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
}

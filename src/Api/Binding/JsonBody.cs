using System.Text.Json;

namespace RagCluster.Api.Binding;

/// <summary>The body of a request that was read and checked, for an endpoint that takes its parts one by one.</summary>
/// <param name="Root">The body.</param>
internal sealed record JsonBody(JsonElement Root);

namespace RagCluster.Corpus.Telemetry;

/// <summary>What was called.</summary>
/// <param name="Operation">The operation by OpenTelemetry's conventions: chat, embeddings.</param>
/// <param name="Provider">Who runs the model.</param>
/// <param name="Model">The model.</param>
public readonly record struct GenAiCall(string Operation, string Provider, string Model);

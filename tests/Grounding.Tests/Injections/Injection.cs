namespace RagCluster.Grounding.Tests.Injections;

/// <summary>Text in a document that is meant to change what a model does.</summary>
/// <param name="Kind">By what means.</param>
/// <param name="Text">The text.</param>
/// <param name="Obeyed">What a model says that does as it is told.</param>
internal sealed record Injection(string Kind, string Text, string Obeyed);

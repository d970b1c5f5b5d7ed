namespace RagCluster.Chart.Tests.Rendering;

/// <summary>How a program ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors);

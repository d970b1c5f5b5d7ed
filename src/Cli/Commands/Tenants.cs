using System.CommandLine;

namespace RagCluster.Cli.Commands;

/// <summary>The tenant of a key or a user.</summary>
internal static class Tenants
{
    private const string Default = "default";

    /// <summary>The option that names one.</summary>
    /// <param name="description">What it is for.</param>
    internal static Option<string?> Option(string description) => new("--tenant") { Description = description };

    /// <summary>A tenant before the name of what belongs to it; nothing for the default one.</summary>
    internal static string Shown(string? tenant) => tenant is null or Default ? "" : $"{tenant}/";
}

using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Inference.Models;

namespace RagCluster.Silo.Hosting;

/// <summary>Says in one line each why the server can't start, where the cause is known.</summary>
internal static partial class StartupErrors
{
    /// <summary>The lines for a refusal; null for an error that needs its stack.</summary>
    internal static IReadOnlyList<string>? Explain(Exception error) =>
        error switch
        {
            OptionsValidationException options => [.. options.Failures],
            RagException known => [known.Message],
            ModelException model => [model.Message],
            UnauthorizedAccessException denied =>
            [
                $"{denied.Message} Give the user who runs the server the right to read and write there.",
            ],
            ArgumentException { ParamName: null } setting => [setting.Message],
            IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } inUse => [inUse.Message],
            AggregateException { InnerException: { } inner } => Explain(inner),
            InvalidOperationException { InnerException: FormatException or ArgumentException } unreadable
                when Unreadable().Match(unreadable.Message) is { Success: true } found =>
            [
                $"RAG__{found.Groups["path"].Value.Replace(":", "__", StringComparison.Ordinal)} can't be read as "
                    + $"{Readable(found.Groups["type"].Value)}.",
            ],
            _ => null,
        };

    private static string Readable(string type) =>
        type switch
        {
            "System.Boolean" => "true or false",
            "System.Int32" or "System.Int64" => "a whole number",
            "System.Double" => "a number",
            "System.TimeSpan" => "a time, for example 00:00:30",
            _ => type,
        };

    // The binder says which setting it could not read in its message only.
    [GeneratedRegex("at '(?<path>[^']+)' to type '(?<type>[^']+)'")]
    private static partial Regex Unreadable();
}

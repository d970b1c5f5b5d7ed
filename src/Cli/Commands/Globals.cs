using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary>The options that every command takes.</summary>
internal sealed class Globals
{
    /// <summary>The server's address, or those of several silos.</summary>
    internal Option<Uri[]> Server { get; } =
        new("--server")
        {
            Description = "The server's address, or those of several silos, separated by commas (environment: RAG_SERVER)",
            DefaultValueFactory = result =>
                Parse(
                    Environment.GetEnvironmentVariable("RAG_SERVER") is { Length: > 0 } named ? named : "http://127.0.0.1:8080",
                    "RAG_SERVER",
                    result
                ),
            CustomParser = result => Parse(result.Tokens[0].Value, "--server", result),
            Arity = ArgumentArity.ExactlyOne,
            Recursive = true,
        };

    /// <summary>The key that the server asks for.</summary>
    internal Option<string?> ApiKey { get; } =
        new("--api-key")
        {
            // No default value: help would print it.
            Description = "The API key (environment: RAG_API_KEY)",
            Recursive = true,
        };

    /// <summary>Whether results are JSON.</summary>
    internal Option<bool> Json { get; } = new("--json") { Description = "Write results as JSON", Recursive = true };

    /// <summary>A client of the server that the command line names.</summary>
    internal RagClient Client(ParseResult parse) => new(parse.GetRequiredValue(Server), Key(parse));

    /// <summary>The key that the command line or the environment names; null for none.</summary>
    /// <exception cref="UsageException">It can't be sent.</exception>
    internal string? Key(ParseResult parse)
    {
        // A line end is what remains of the file that a key was read from.
        string? key = (parse.GetValue(ApiKey) ?? Environment.GetEnvironmentVariable("RAG_API_KEY"))?.TrimEnd('\r', '\n');
        return key is null || key.All(c => c is >= ' ' and <= '~')
            ? key
            : throw new UsageException("The API key has a character that is no printable ASCII: give the key as the server printed it.");
    }

    private static Uri[] Parse(string addresses, string source, System.CommandLine.Parsing.ArgumentResult result)
    {
        List<Uri> servers = [];
        foreach (string address in addresses.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out Uri? server) && server.Scheme is "http" or "https")
                servers.Add(server);
            else
                result.AddError(
                    $"{source} is '{addresses}': give an http or https address, for example http://127.0.0.1:8080, or several "
                        + $"with commas between."
                );
        }

        return [.. servers];
    }

    /// <summary>Writes in the form that the command line asks for.</summary>
    internal Report Report(ParseResult parse) => new(parse.GetValue(Json), RagClient.Json);
}

using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary>The options that every command takes.</summary>
internal sealed class Globals
{
    /// <summary>The server's address.</summary>
    internal Option<Uri> Server { get; } =
        new("--server")
        {
            Description = "The server's address (environment: RAG_SERVER)",
            DefaultValueFactory = _ => new Uri(Environment.GetEnvironmentVariable("RAG_SERVER") ?? "http://127.0.0.1:8080"),
            CustomParser = ParseServer,
            Recursive = true,
        };

    /// <summary>The key that the server asks for.</summary>
    internal Option<string?> ApiKey { get; } =
        new("--api-key")
        {
            Description = "The API key (environment: RAG_API_KEY)",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("RAG_API_KEY"),
            Recursive = true,
        };

    /// <summary>Whether results are JSON.</summary>
    internal Option<bool> Json { get; } = new("--json") { Description = "Write results as JSON", Recursive = true };

    /// <summary>A client of the server that the command line names.</summary>
    internal RagClient Client(ParseResult parse) => new(parse.GetRequiredValue(Server), parse.GetValue(ApiKey));

    private static Uri? ParseServer(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? server) && server.Scheme is "http" or "https")
            return server;
        result.AddError($"--server is '{result.Tokens[0].Value}': give an http or https address, for example http://127.0.0.1:8080.");
        return null;
    }

    /// <summary>Writes in the form that the command line asks for.</summary>
    internal Report Report(ParseResult parse) => new(parse.GetValue(Json));
}

using System.CommandLine;
using RagCluster.Client.Queries;

namespace RagCluster.Cli.Commands;

/// <summary>What <c>search</c> and <c>ask</c> have in common.</summary>
internal sealed class QueryArguments
{
    private readonly Argument<string[]> _words = new("query")
    {
        Description = "The query; several words need no quotes",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string> _collection = new("--collection", "-c")
    {
        Description = "The collection",
        DefaultValueFactory = _ => "main",
    };
    private readonly Option<int?> _topK = new("--top-k", "-k") { Description = "Passages wanted, 1 to 100" };
    private readonly Option<string> _mode = new("--mode") { Description = "hybrid, bm25 or dense", DefaultValueFactory = _ => "hybrid" };

    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Compute the answer even where a cache knows it" };

    /// <summary>Adds the arguments to a command.</summary>
    internal QueryArguments(Command command)
    {
        WholeNumber.Within(_topK, 1, 100);
        _mode.AcceptOnlyFromAmong("hybrid", "bm25", "dense");
        command.Arguments.Add(_words);
        command.Options.Add(_collection);
        command.Options.Add(_topK);
        command.Options.Add(_mode);
        command.Options.Add(_noCache);
    }

    /// <summary>The collection that the command line names; null for none.</summary>
    internal string? Named(ParseResult parse) => parse.GetResult(_collection) is { Implicit: false } ? parse.GetValue(_collection) : null;

    /// <summary>The collection.</summary>
    internal string Collection(ParseResult parse) => parse.GetRequiredValue(_collection);

    /// <summary>The search.</summary>
    internal SearchQuery Search(ParseResult parse) =>
        new(Words(parse))
        {
            TopK = parse.GetValue(_topK),
            Mode = Mode(parse),
            Cache = !parse.GetValue(_noCache),
        };

    /// <summary>The question.</summary>
    internal Question Question(ParseResult parse) =>
        new(Words(parse))
        {
            TopK = parse.GetValue(_topK),
            Mode = Mode(parse),
            Cache = !parse.GetValue(_noCache),
        };

    private string Words(ParseResult parse) => string.Join(' ', parse.GetRequiredValue(_words));

    private SearchMode Mode(ParseResult parse) => Enum.Parse<SearchMode>(parse.GetRequiredValue(_mode), ignoreCase: true);
}

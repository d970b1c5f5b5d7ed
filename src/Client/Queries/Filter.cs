using System.Text.Json.Serialization;

namespace RagCluster.Client.Queries;

/// <summary>Which documents may answer, by their metadata.</summary>
public sealed record Filter
{
    [JsonConstructor]
    private Filter() { }

    /// <summary>eq, ne, gt, gte, lt, lte, in, nin, and, or.</summary>
    public string Type { get; private init; } = "";

    /// <summary>The metadata's key; null for and, or.</summary>
    public string? Key { get; private init; }

    /// <summary>A text, number or truth value, or a list of them; null for and, or.</summary>
    public object? Value { get; private init; }

    /// <summary>The parts of and, or.</summary>
    public IReadOnlyList<Filter>? Filters { get; private init; }

    /// <summary>The value is this one.</summary>
    public static Filter Equal(string key, object value) => Compare("eq", key, value);

    /// <summary>The value is another one.</summary>
    public static Filter NotEqual(string key, object value) => Compare("ne", key, value);

    /// <summary>The value is greater.</summary>
    public static Filter Greater(string key, object value) => Compare("gt", key, value);

    /// <summary>The value is this one or greater.</summary>
    public static Filter GreaterOrEqual(string key, object value) => Compare("gte", key, value);

    /// <summary>The value is less.</summary>
    public static Filter Less(string key, object value) => Compare("lt", key, value);

    /// <summary>The value is this one or less.</summary>
    public static Filter LessOrEqual(string key, object value) => Compare("lte", key, value);

    /// <summary>The value is one of these.</summary>
    public static Filter In(string key, params object[] values) => Compare("in", key, values);

    /// <summary>The value is none of these.</summary>
    public static Filter NotIn(string key, params object[] values) => Compare("nin", key, values);

    /// <summary>All of these let the document in.</summary>
    public static Filter All(params Filter[] filters) => new() { Type = "and", Filters = filters };

    /// <summary>One of these lets the document in.</summary>
    public static Filter Any(params Filter[] filters) => new() { Type = "or", Filters = filters };

    private static Filter Compare(string type, string key, object value) =>
        new()
        {
            Type = type,
            Key = key,
            Value = value,
        };
}

using System.Reflection;

namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>
/// The options, read from the properties of <see cref="SearchOptions"/>: whoever needs all of them goes through this list and makes none.
/// </summary>
public static class SearchOptionList
{
    private static readonly Dictionary<string, OptionProperty> ByName;

    static SearchOptionList()
    {
        All =
        [
            .. from part in typeof(SearchOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where part.GetCustomAttribute<OptionPartAttribute>() is not null
            from property in part.PropertyType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.SetMethod is not null
            select new OptionProperty(part, property),
        ];
        ByName = All.ToDictionary(option => option.Name, StringComparer.Ordinal);
    }

    /// <summary>All options.</summary>
    public static IReadOnlyList<OptionProperty> All { get; }

    /// <summary>The option of a name.</summary>
    /// <param name="name">Its property's name.</param>
    public static OptionProperty Find(string name) => ByName[name];

    /// <summary>Options with other values for some.</summary>
    /// <param name="options">The options, which stay as they are.</param>
    /// <param name="changes">The options to change, with their values.</param>
    public static SearchOptions With(this SearchOptions options, IEnumerable<(OptionProperty Option, object? Value)> changes)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(changes);
        SearchOptions copy = Copy(options);
        foreach ((OptionProperty option, object? value) in changes)
            option.Set(copy, value);
        return copy;
    }

    private static SearchOptions Copy(SearchOptions options) =>
        options with
        {
            Results = options.Results with { },
            Scope = options.Scope with { },
            Retrieval = options.Retrieval with { },
            Ranking = options.Ranking with { },
            Answer = options.Answer with { },
            Call = options.Call with { },
        };
}

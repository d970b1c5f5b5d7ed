namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>A merge patch on <see cref="SearchOptions"/>: the options that it names get its values, the others stay as they come.</summary>
/// <param name="Names">The options that it names.</param>
/// <param name="Values">Options that hold their values.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SearchOptionsPatch")]
public sealed record SearchOptionsPatch([property: Id(0)] string[] Names, [property: Id(1)] SearchOptions Values)
{
    /// <summary>A patch of some options.</summary>
    /// <param name="changes">The options, each once, with their values.</param>
    public static SearchOptionsPatch Of(IEnumerable<(OptionProperty Option, object? Value)> changes)
    {
        (OptionProperty Option, object? Value)[] all = [.. changes];
        return new SearchOptionsPatch([.. all.Select(change => change.Option.Name)], new SearchOptions().With(all));
    }

    /// <summary>The named options with their values.</summary>
    public IEnumerable<(OptionProperty Option, object? Value)> Changes() =>
        Names.Select(SearchOptionList.Find).Select(option => (option, option.Get(Values)));

    /// <summary>Options with this patch on them.</summary>
    /// <param name="options">The options as they came.</param>
    public SearchOptions Apply(SearchOptions options) => Names.Length == 0 ? options : options.With(Changes());
}

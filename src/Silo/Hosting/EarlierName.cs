namespace RagCluster.Silo.Hosting;

/// <summary>A name that a replaced system took from the environment, and what this one makes of it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Setting">The setting of this system, as a key of the configuration; null where there is none.</param>
/// <param name="Translate">The setting's value for a value of the name, or null where there is none; without a setting, whether the value
/// changes nothing.</param>
/// <param name="Advice">What to do about a value that has none, after "NAME is set: ".</param>
internal sealed record EarlierName(string Name, string? Setting, Func<string, string?> Translate, string Advice)
{
    /// <summary>
    /// Whether the name goes before the setting's default in the settings file; never before the setting in the environment.
    /// </summary>
    internal bool ReplacesDefault { get; init; }

    /// <summary>Further settings that get the same value.</summary>
    internal string[] Also { get; init; } = [];

    /// <summary>Whether the message may repeat the value.</summary>
    internal bool IsSecret { get; init; }

    /// <summary>Gives the setting its value.</summary>
    /// <exception cref="ArgumentException">There is no such setting, or not for this value; the message names the variable and what to
    /// do.</exception>
    internal void Apply(IConfigurationManager configuration)
    {
        if (configuration[Name] is not { Length: > 0 } value)
            return;
        string translated =
            Translate(value.Trim())
            ?? throw new ArgumentException(IsSecret ? $"{Name} is set: {Advice}" : $"{Name} is '{value}': {Advice}");
        foreach (string setting in Also.Prepend(Setting).OfType<string>())
        {
            if (ReplacesDefault || configuration[setting] is null)
                configuration[setting] = translated;
        }
    }
}

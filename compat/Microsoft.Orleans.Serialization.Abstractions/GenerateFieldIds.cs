namespace Orleans;

/// <summary>How members without an [Id] are numbered.</summary>
public enum GenerateFieldIds
{
    /// <summary>They are not serialized.</summary>
    None,

    /// <summary>Public properties with an accessible setter or a matching constructor parameter are numbered by themselves.</summary>
    PublicProperties,
}

namespace Orleans;

/// <summary>Marks a type whose instances may be copied between grains and written to the wire.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    private readonly bool _includePrimaryConstructorParameters;

    /// <summary>Whether parameters of the primary constructor are members; by default only those of records are.</summary>
    public bool IncludePrimaryConstructorParameters
    {
        get => _includePrimaryConstructorParameters;
        init
        {
            _includePrimaryConstructorParameters = value;
            PrimaryConstructorChoice = value;
        }
    }

    /// <summary>How members without an [Id] are numbered.</summary>
    public GenerateFieldIds GenerateFieldIds { get; init; }

    /// <summary>What the type said about its primary constructor; null when it said nothing.</summary>
    internal bool? PrimaryConstructorChoice { get; private set; }
}

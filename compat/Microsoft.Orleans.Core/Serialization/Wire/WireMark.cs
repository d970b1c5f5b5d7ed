namespace Orleans.Serialization.Wire;

/// <summary>What stands in the place of a field's number where there is no field.</summary>
internal enum WireMark
{
    End,
    EndBase,
    Type,
}

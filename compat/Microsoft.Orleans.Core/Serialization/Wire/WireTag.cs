namespace Orleans.Serialization.Wire;

/// <summary>What precedes a field's value.</summary>
/// <param name="Id">The field's number, or a <see cref="WireMark"/>.</param>
/// <param name="Wire">The form of the value.</param>
/// <param name="Offset">Where the field begins, counted from the start of the message.</param>
/// <param name="TypePlace">Where the name of the value's type stands, counted from 1; 0 where it is the declared type.</param>
internal readonly record struct WireTag(uint Id, WireType Wire, int Offset, uint TypePlace)
{
    public bool IsEnd => Wire == WireType.Extended && Id == (uint)WireMark.End;

    public bool IsEndBase => Wire == WireType.Extended && Id == (uint)WireMark.EndBase;

    /// <exception cref="SerializerException">The value has another form.</exception>
    public void Expect(WireType wire, Type target)
    {
        if (Wire != wire)
            throw new SerializerException($"A value of {target} is written as {wire}, not as {Wire}.");
    }
}

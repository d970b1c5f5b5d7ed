using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Planning.Experiments;

/// <summary>Which arm a unit (a principal or a query) gets: always the same one, on every silo, without anything to look up.</summary>
public static class ArmAssignment
{
    /// <summary>The unit's number: evenly spread, and independent between experiments.</summary>
    /// <param name="salt">The experiment's salt.</param>
    /// <param name="unit">What is assigned: a principal's name or a query.</param>
    public static ulong UnitOf(string salt, string unit)
    {
        ArgumentNullException.ThrowIfNull(salt);
        // Its length in front: no salt and unit read like another pair.
        byte[] text = Encoding.UTF8.GetBytes($"{salt.Length}:{salt}{unit}");
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(text));
    }

    /// <summary>The index of a unit's arm.</summary>
    /// <param name="unit">The unit's number.</param>
    /// <param name="arms">The arms in their order.</param>
    public static int ArmOf(ulong unit, IReadOnlyList<ExperimentArm> arms)
    {
        ArgumentNullException.ThrowIfNull(arms);
        double place = (unit >> 11) * (1.0 / (1UL << 53));
        for (int arm = 0; arm < arms.Count - 1; arm++)
        {
            place -= arms[arm].Share;
            if (place < 0)
                return arm;
        }

        return arms.Count - 1;
    }
}

using System.Collections.Frozen;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying.Lexicon;

/// <summary>Words that turn a sentence round where one stands for the other, and that the lexicon does not list as opposites.</summary>
internal static class Converses
{
    private static readonly FrozenSet<(string, string)> Stems = Read(
        "accept:refuse accept:reject accept:decline agree:refuse agree:disagree approve:reject promote:inhibit promote:suppress "
            + "promote:prevent encourage:discourage include:omit include:exclude allow:forbid allow:prevent allow:prohibit "
            + "permit:forbid permit:prevent require:forbid gain:lose improve:worsen improve:harm improve:impair improve:damage "
            + "expand:shrink widen:narrow raise:lower raise:reduce increase:reduce increase:decrease increase:lower increase:decline "
            + "enhance:reduce grow:shrink grow:decline rise:decline rise:fall strengthen:weaken help:hinder help:harm "
            + "support:oppose support:attack attack:defend win:lose build:destroy create:destroy create:delete add:remove "
            + "insert:delete open:close start:stop start:end begin:end begin:stop continue:stop keep:discard keep:delete keep:remove "
            + "keep:change save:delete arrive:leave arrive:depart enter:leave join:leave send:receive give:receive give:take give:withhold "
            + "lend:borrow buy:sell teach:learn push:pull connect:disconnect lock:unlock encrypt:decrypt compress:decompress "
            + "show:hide reveal:hide reveal:conceal cause:prevent cause:cure infect:cure activate:inhibit activate:deactivate "
            + "stimulate:inhibit upregulate:downregulate acquire:lose repair:damage destroy:rebuild destroy:spare destroy:preserve "
            + "spare:kill adopt:repeal adopt:reject pass:reject condemn:praise condemn:defend condemn:approve defend:reject favour:oppose "
            + "favor:oppose halt:continue allow:block survive:die protect:harm protect:destroy conquer:lose speed:slow accelerate:slow "
            + "same:different similar:different common:rare frequent:rare frequent:seldom easy:hard easy:difficult simple:complex "
            + "cheap:expensive safe:dangerous wide:narrow deep:shallow thick:thin near:far young:old short:long short:tall high:low "
            + "fast:slow quick:slow strong:weak rich:poor warm:cold wet:dry bright:dark full:empty mandatory:optional required:optional "
            + "temporary:permanent soft:hard local:remote automatic:manual automatically:manually static:dynamic mutable:immutable "
            + "majority:minority most:few all:none always:never often:rarely frequently:rarely usually:rarely frequently:seldom "
            + "both:neither maximum:minimum longer:shorter larger:smaller greater:smaller greater:less greater:lower bigger:smaller "
            + "more:less more:fewer higher:lower better:worse older:younger older:newer stronger:weaker faster:slower earlier:later "
            + "benefit:harm advantage:disadvantage ancestor:descendant import:export upload:download private:public single:several "
            + "mutual:sole peaceful:violent victory:defeat enable:disable attach:detach shrink:grow resist:yield optimal:poor "
            + "upper:lower outer:inner intact:damaged resistant:susceptible resistant:sensitive sensitive:insensitive "
            + "richer:poorer decrease:raise absent:present presence:absence random:ordered ahead:behind early:late sure:unclear "
            + "clear:unclear complete:partial whole:part largest:smallest oldest:newest first:last best:worst busiest:quietest"
    );

    /// <summary>Whether two stems are of such a pair.</summary>
    internal static bool Are(string left, string right) => Stems.Contains((left, right));

    private static FrozenSet<(string, string)> Read(string pairs) =>
        pairs
            .Split(' ')
            .Select(pair => pair.Split(':'))
            .Select(pair => (Stemmer.Stem(pair[0]), Stemmer.Stem(pair[1])))
            .SelectMany(pair => new[] { pair, (pair.Item2, pair.Item1) })
            .ToFrozenSet();
}
